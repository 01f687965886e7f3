"""Pages that ask to sign in, told from pages to read. Pure.

Such a page holds a field for a password and hardly a word beside it. Many articles hold such a field too, in a form
that a button shows, or above the first lines of what one pays for: those say something, and are read for what they say.
"""

from __future__ import annotations

import re

from store.text import has_chinese

_PASSWORD = re.compile(rb"""<input\b[^>]{0,500}\btype\s*=\s*["']?password\b""", re.IGNORECASE)

FEWEST_WORDS = 60
FEWEST_LETTERS = 120
"""What a page says that is worth reading, in words or in Chinese letters; what a form asks for, with the links beneath
it, is less."""


def asks_to_sign_in(body: bytes, said: str) -> bool:
    """Tell whether a page, of which `said` was read, is a form to sign in."""
    if _PASSWORD.search(body) is None:
        return False
    return len(said) < FEWEST_LETTERS if has_chinese(said) else len(said.split()) < FEWEST_WORDS
