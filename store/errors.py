"""What can go wrong, for callers to catch and put into words.

    TidingsError            every error that a person caused or can mend; its text is one sentence for them
    ├── UnreadableDocumentError  the bytes are no document that we can read; `reason` says why, for other languages
    ├── NothingFoundError        the document was read and holds no items; `reason` as well
    ├── EditionUnderWayError     an edition of the channel is being posted already
    ├── FetchError               an address was not read; `key` and `values` say why, for other languages
    │   ├── AddressRefusedError    an address that we do not go to, typed or redirected to
    │   ├── TooManyRedirectsError  it leads on and on
    │   ├── UnreachableError       no such host, nobody answers there, or what answers is no web server
    │   ├── TlsError               https without a certificate that holds for the host
    │   ├── TooSlowError           it was not there in time
    │   ├── TooLargeError          it is larger than we read
    │   ├── TornDownloadError      it broke off or was garbled on its way
    │   ├── ContentTypeError       it is there and is nothing to read, such as an image
    │   └── BadStatusError         the site refused; `status` and `retry_after` (seconds) are what it said
    │       └── GoneError            it is gone for good
    └── StoreError          the database file cannot be opened, is newer than we are, or is no Tidings file

A bug is none of these and is never caught below the edge (command line, Bolt's error handler).
"""

from __future__ import annotations

from typing import Literal

UnreadReason = Literal[
    "format", "entities", "encoding", "parts", "malformed", "packed", "attachment", "pdf_encrypted", "pdf_damaged",
    "pdf_scanned", "pdf_time", "pdf_memory", "pdf_crash", "nothing", "article", "single",
]  # fmt: skip
"""Why a document brought nothing; a sentence for each stands in `bot.words.unread`."""


class TidingsError(Exception):
    """An expected failure. `str()` is one clear sentence that says what to do."""


class UnreadableDocumentError(TidingsError):
    """A document whose bytes are not text of a format that we read, for a `reason`."""

    def __init__(self, sentence: str, reason: UnreadReason = "format") -> None:
        super().__init__(sentence)
        self.reason = reason


class NothingFoundError(TidingsError):
    """A document that was read and holds nothing that could become a story, for a `reason`."""

    def __init__(self, sentence: str, reason: UnreadReason = "nothing") -> None:
        super().__init__(sentence)
        self.reason = reason


class EditionUnderWayError(TidingsError):
    """A second edition was asked for while a channel's last one is not posted yet."""


class StoreError(TidingsError):
    """A database file that cannot serve: unreadable, locked for too long, or made by a newer version."""


FETCH_SENTENCES = {
    "scheme": "Only addresses that begin with http:// or https:// can be read.",
    "no_host": "This is no web address; give one such as https://example.com/news.",
    "credentials": "This address holds a user name or password; give it without.",
    "characters": "This address holds characters that no web address may have; copy it again.",
    "long": "This address is too long; give a shorter one.",
    "port": "This address names a port that is not allowed here; an operator can allow it with TIDINGS_FETCH_PORTS.",
    "disguised": "{host} is a number written in a way that only hides where it leads; give the site's name.",
    "loopback": "{host} is this computer itself, which is not read; an operator can allow it with TIDINGS_FETCH_HOSTS.",
    "private": "{host} is an address inside a private network, which is not read; an operator can allow it with"
    " TIDINGS_FETCH_HOSTS.",
    "link_local": "{host} is an address for machines on one cable or in one cloud, which is not read.",
    "multicast": "{host} is an address of many machines at once, which is not read.",
    "reserved": "{host} is an address that no public site has, which is not read.",
    "embedded": "{host} is one address wrapped in another, which is not read; give the site's name.",
    "internal": "{host} is not on the public internet; an operator can allow it with TIDINGS_FETCH_HOSTS.",
    "redirected": "{host} sends on to an address that is not allowed here.",
    "redirects": "{host} sends on more than {most} times; give the address where it ends.",
    "unknown_host": "There is no site {host}; check the address.",
    "no_answer": "{host} cannot be reached just now; check the address or try again later.",
    "no_web": "What answers at {host} is no web server; check the address.",
    "certificate": "{host} cannot prove who it is (its certificate is not valid), so it is not read.",
    "slow": "{host} was too slow: it took more than {seconds} seconds; try again later.",
    "large": "This is larger than {megabytes} MB, which is the most that is read.",
    "torn": "The download from {host} broke off; try again.",
    "image": "This is an image; only pages, feeds, text, PDF and mail can be read.",
    "sound": "This is a sound or video; only pages, feeds, text, PDF and mail can be read.",
    "archive": "This is an archive; unpack it and give what is in it.",
    "office": "This is an office document; save it as PDF or text first.",
    "type": "This is no page, feed, text, PDF or mail, so it cannot be read.",
    "encoding": "{host} sends this packed in a way that cannot be read.",
    "forbidden": "{host} does not let this be read without signing in or does not let programs in.",
    "sign_in": "{host} shows a form to sign in there; give an address that anybody can read.",
    "missing": "{host} has no such page; check the address.",
    "busy": "{host} asks to be left alone for a while; try again later.",
    "trouble": "{host} has trouble of its own (status {status}); try again later.",
    "status": "{host} did not give this page (status {status}); check the address.",
    "gone": "{host} says that this is gone for good.",
}
"""What each reason for not reading an address says in English, one sentence. No resolved address stands in it."""


class FetchError(TidingsError):
    """An address that was not read, because of `key`. `url` is what was asked for, `host` who refused or was refused.

    `values` fill the sentence of `key`. The text holds nothing of an internal network but what was typed.
    """

    def __init__(self, key: str, url: str, host: str = "", **values: int) -> None:
        self.key, self.url, self.host = key, url, host
        self.values: dict[str, str | int] = {"host": host, **values}
        super().__init__(FETCH_SENTENCES[key].format(**self.values))


class AddressRefusedError(FetchError):
    """An address that we do not go to."""


class TooManyRedirectsError(FetchError):
    """An address that leads on more often than we follow."""


class UnreachableError(FetchError):
    """A host that does not exist, does not answer or speaks no HTTP."""


class TlsError(FetchError):
    """A host whose certificate does not hold."""


class TooSlowError(FetchError):
    """A host that took longer than the time for all of a fetch."""


class TooLargeError(FetchError):
    """A document of more bytes than are read, counted after unpacking."""


class TornDownloadError(FetchError):
    """A download that broke off, or was packed wrongly."""


class ContentTypeError(FetchError):
    """A document of a kind that nothing can be read from."""


class SignInError(FetchError):
    """A page that is nothing but a form to sign in."""


class BadStatusError(FetchError):
    """A site's refusal. `retry_after` is in how many seconds it wants to be asked again, where it said."""

    def __init__(self, key: str, url: str, host: str, status: int, retry_after: int | None = None) -> None:
        super().__init__(key, url, host, status=status)
        self.status, self.retry_after = status, retry_after


class GoneError(BadStatusError):
    """A page or feed that its site says is gone for good (status 410)."""
