"""`python -m tests.fetch.table`: every hostile address of the tests with the sentence it gets, in two languages."""

from __future__ import annotations

import logging
import socket

import pytest

from bot.words import say
from store.errors import AddressRefusedError
from store.fetch import FetchRules, fetch
from tests.fetch.test_addresses import CASES, INTERNAL


def sentences(url: str) -> tuple[str, str]:
    """Give what whoever asks for an address reads, in English and Chinese."""
    with pytest.raises(AddressRefusedError) as refused:
        fetch(url, FetchRules())
    key, values = refused.value.key, refused.value.values
    return str(refused.value), say(f"fetch.{key}", "zh", **values)


def main() -> None:
    """Print the table."""
    logging.disable()  # each refusal is in the log as well
    for url, _ in CASES:
        print(repr(url)[:90], *sentences(url), sep="\n    ")
    with pytest.MonkeyPatch.context() as patch:
        really = socket.getaddrinfo
        for address in INTERNAL:
            patch.setattr(socket, "getaddrinfo", lambda _, *rest, to=address, **more: really(to, *rest, **more))
            print(
                f"'http://news.example/', which resolves to {address}", *sentences("http://news.example/"), sep="\n    "
            )


if __name__ == "__main__":
    main()
