"""What can go wrong, for callers to catch and put into words.

    TidingsError            every error that a person caused or can mend; its text is one sentence for them
    ├── UnreadableDocumentError  the bytes are no document that we can read
    ├── NothingFoundError        the document was read and holds no items
    ├── EditionUnderWayError     an edition of the channel is being posted already
    └── StoreError          the database file cannot be opened, is newer than we are, or is no Tidings file

A bug is none of these and is never caught below the edge (command line, Bolt's error handler).
"""


class TidingsError(Exception):
    """An expected failure. `str()` is one clear sentence that says what to do."""


class UnreadableDocumentError(TidingsError):
    """A document whose bytes are not text of a format that we read."""


class NothingFoundError(TidingsError):
    """A document that was read and holds nothing that could become a story."""


class EditionUnderWayError(TidingsError):
    """A second edition was asked for while a channel's last one is not posted yet."""


class StoreError(TidingsError):
    """A database file that cannot serve: unreadable, locked for too long, or made by a newer version."""
