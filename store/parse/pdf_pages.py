"""A PDF's rows, page by page, read in a process of its own with limits of time and memory: PDFs are programs.

The child is `pdf_child`; what can go wrong in it is told in a sentence for each. What the rows say is `pdf`'s to tell.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Literal

import msgspec

from store.errors import UnreadableDocumentError, UnreadReason
from store.parse.pdf_rows import Row

CHILD_SECONDS = 20
CHILD_MEGABYTES = 700
"""Address space, most of which Python and PDFium only reserve."""
Refusal = Literal["encrypted", "damaged", "scanned", "time", "memory", "crash"]
_REFUSALS: dict[Refusal, tuple[UnreadReason, str]] = {
    "encrypted": ("pdf_encrypted", "The PDF is protected by a password; save it without one and try again."),
    "damaged": ("pdf_damaged", "The PDF is damaged and cannot be opened; download it again."),
    "scanned": ("pdf_scanned", "The PDF holds pictures of pages and no text; run text recognition (OCR) on it first."),
    "time": (
        "pdf_time",
        f"The PDF took longer than {CHILD_SECONDS} seconds to read and was given up; save it as text instead.",
    ),
    "memory": (
        "pdf_memory",
        "The PDF needs more memory than a document may have and was given up; save it as text instead.",
    ),
    "crash": ("pdf_crash", "The PDF made its reader crash, which hurt nothing else; save it as text instead."),
}


class _Answer(msgspec.Struct):
    pages: list[list[Row]] = []
    error: Literal["", "encrypted", "damaged", "memory"] = ""


def is_pdf(data: bytes) -> bool:
    """Tell a PDF by its sign, which may stand behind some junk."""
    return b"%PDF-" in data[:1024]


def read_pages(data: bytes, seconds: int, megabytes: int) -> list[list[Row]]:
    """Read a PDF's pages in a child process that gets some seconds and megabytes of address space.

    Raises: UnreadableDocumentError.
    """
    command = [sys.executable, "-I", str(Path(__file__).with_name("pdf_child.py")), str(seconds), str(megabytes)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, env={}, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise pdf_refusal("time") from None
    if done.returncode or not done.stdout:
        raise pdf_refusal(_cause(done.returncode, done.stderr))
    answer = msgspec.json.decode(done.stdout, type=_Answer)
    if answer.error:
        raise pdf_refusal(answer.error)
    return answer.pages


def _cause(returncode: int, said: bytes) -> Refusal:
    """Say why the child ended: its limit of processor time (SIGXCPU, SIGKILL), of memory, or a crash."""
    if -returncode in (9, 24):
        return "time"
    return "memory" if b"MemoryError" in said or b"Cannot allocate" in said else "crash"


def pdf_refusal(why: Refusal) -> UnreadableDocumentError:
    """Give the error that says why a PDF cannot be read, and what to do."""
    reason, sentence = _REFUSALS[why]
    return UnreadableDocumentError(sentence, reason)
