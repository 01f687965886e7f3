"""What can go wrong, for callers to catch and put into words.

    TidingsError            every error that a person caused or can mend; its text is one sentence for them
    ├── UnreadableDocument  the bytes are no document that we can read
    ├── NothingFound        the document was read and holds no items
    └── StoreError          the database file cannot be opened, is newer than we are, or is no Tidings file

A bug is none of these and is never caught below the edge (command line, Bolt's error handler).
"""


class TidingsError(Exception):
    """An expected failure. `str()` is one clear sentence that says what to do."""


class UnreadableDocument(TidingsError):
    """A document whose bytes are not text of a format that we read."""


class NothingFound(TidingsError):
    """A document that was read and holds nothing that could become a story."""


class StoreError(TidingsError):
    """A database file that cannot serve: unreadable, locked for too long, or made by a newer version."""
