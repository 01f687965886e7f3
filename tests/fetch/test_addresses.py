"""Where nobody is taken to: hostile addresses and the sentence each gets, typed, resolved, redirected to or rebound."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import FETCH_SENTENCES, AddressRefusedError, FetchError
from store.fetch import FetchRules, fetch
from store.fetch.addresses import LONGEST, read_address
from tests.fetch.conftest import Site, answer

HOSTILE = """
loopback      http://localhost/  http://localhost./  http://LOCALHOST  http://db.localhost/  http://127.0.0.1/
loopback      http://127.8.9.1/  http://[::1]/  http://[0:0:0:0:0:0:0:1]/  http://127.0.0.1./  http://１２７.0.0.1/
loopback      http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/  http://127。0。0。1/
disguised     http://2130706433/  http://0x7f000001/  http://017700000001/  http://0x7f.0.0.1/  http://0177.0.0.1/
disguised     http://127.1/  http://127.0.1/  http://134744072/  http://8.8.8.010/  http://0x8.8.8.8/  http://0/
disguised     http://[::1%25lo]/  http://[fe80::1%25eth0]/  http://1.2.3.4.5/  http://example.0x7f/  http://999.1.1.1/
private       http://10.0.0.5/  http://172.16.0.1/  http://172.31.255.254/  http://192.168.1.1/admin  http://[fc00::1]/
private       http://100.64.0.1/  http://100.100.100.200/latest/meta-data/  http://[fd00:ec2::254]/
reserved      http://198.18.0.1/  http://198.51.100.7/  http://203.0.113.9/  http://[2001:db8::1]/  http://192.0.0.192/
link_local    http://169.254.169.254/latest/meta-data/  http://169.254.170.2/v2/credentials  http://[fe80::1]/
multicast     http://224.0.0.1/  http://239.255.255.250/  http://[ff02::1]/  http://[ff0e::1]/
reserved      http://0.0.0.0/  http://[::]/  http://240.0.0.1/  http://255.255.255.255/  http://168.63.129.16/
reserved      http://192.88.99.1/  http://[::7f00:1]/  http://[fec0::1]/  http://[5f00::1]/  http://[4000::1]/
embedded      http://[::ffff:127.0.0.1]/  http://[::ffff:8.8.8.8]/  http://[::ffff:a9fe:a9fe]/  http://[2002:7f00:1::]/
embedded      http://[64:ff9b::7f00:1]/  http://[64:ff9b:1::a00:1]/  http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/
scheme        ftp://example.com/  file:///etc/passwd  gopher://example.com:70/  javascript:alert(1)  example.com/news
scheme        data:text/html,hello  //example.com/  mailto:ada@example.com
credentials   http://ada@example.com/  http://ada:pw@example.com/  http://example.com@127.0.0.1/  https://@example.com/
port          http://example.com:22/  http://example.com:8080/  https://example.com:6379/  http://example.com:0/
no_host       http://  http:///etc/passwd  http://example.com:http/  http://[::1  http://[not-an-ip]/  http://./
no_host       http://example.com:99999/
characters    http://exa\\mple.com/  http://example.com\\@127.0.0.1/  http://-x-.com/  http://ex_*.com/  http://a..b/
"""
"""The reason first; 90 addresses and more, between spaces."""

CASES = [(address, line.split()[0]) for line in HOSTILE.strip().splitlines() for address in line.split()[1:]] + [
    ("http://example.com/\nHost: evil", "characters"),
    ("http://example.com/ a", "characters"),
    ("http://example.com/\x00", "characters"),
    ("http://exa\u200bmple.com/", "characters"),
    ("http://example.com/\ud800", "characters"),
    ("http://" + "a" * 64 + ".com/", "characters"),
    ("http://example.com/" + "a" * LONGEST, "long"),
    ("", "scheme"),
]


@pytest.mark.parametrize(("url", "why"), CASES, ids=[repr(url)[:60] for url, _ in CASES])
def test_a_hostile_address_is_refused_in_words(url: str, why: str, resolved: dict[str, list[str]]) -> None:
    """Each gets the sentence of its reason, before anything is resolved or connected to."""
    with pytest.raises(AddressRefusedError) as refused:
        fetch(url, FetchRules())
    assert refused.value.key == why
    assert str(refused.value) == FETCH_SENTENCES[why].format(host=refused.value.host)
    assert refused.value.url == url


def test_the_table_is_long_and_every_sentence_its_own() -> None:
    """No two reasons say the same."""
    assert len(CASES) >= 90
    assert len(set(FETCH_SENTENCES.values())) == len(FETCH_SENTENCES)


INTERNAL = [
    "127.0.0.1", "10.1.2.3", "172.20.0.1", "192.168.0.1", "169.254.169.254", "100.64.9.9", "0.0.0.0", "224.0.0.5",
    "240.0.0.9", "168.63.129.16", "192.88.99.7", "::1", "::", "fe80::2", "fd12::3", "fec0::4", "ff02::5",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::", "2001:0:1::1",
    "2001:db8::7", "5f00::8", "3fff::9", "::7f00:1", "2130706433",
]  # fmt: skip


@pytest.mark.parametrize("address", INTERNAL)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_name_that_leads_inside_is_refused(scheme: str, address: str, resolved: dict[str, list[str]]) -> None:
    """Whatever a name resolves to is judged, and the sentence does not tell what that was."""
    resolved["news.example"] = [address]
    with pytest.raises(AddressRefusedError) as refused:
        fetch(f"{scheme}://news.example/", FetchRules())
    assert refused.value.key == "internal"
    assert address not in str(refused.value)


def test_what_was_checked_is_connected_to(resolved: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to a public address first and inside afterwards is connected to at the public one."""
    resolved["rebinding.example"] = ["93.184.215.14", "127.0.0.1"]
    connected: list[Any] = []

    def connect(address: Any, *_args: Any, **_kwargs: Any) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    with pytest.raises(FetchError) as failed:
        fetch("http://rebinding.example/", FetchRules())
    assert (failed.value.key, connected) == ("no_answer", [("93.184.215.14", 80)])
    with pytest.raises(AddressRefusedError):  # and judged anew the next time
        fetch("http://rebinding.example/", FetchRules())


REDIRECTS = [
    url
    for url, why in CASES
    if why not in ("long", "characters", "no_host") and url.startswith(("http", "ftp", "file"))
] + ["http://[::1", "http://[not-an-ip]/", "http://example.com:99999/"]


@pytest.mark.parametrize("target", REDIRECTS)
def test_a_redirect_is_judged_like_an_address(site: Site, target: str, resolved: dict[str, list[str]]) -> None:
    """A site that sends on to where nobody is taken is refused, and the target is not told."""
    site.serves("/", answer(b"", f"Location: {target.encode('utf-8').decode('latin-1')}", status="302 Found"))
    with pytest.raises(AddressRefusedError) as refused:
        site.fetch("/")
    assert refused.value.key == "redirected"
    assert str(refused.value) == "127.0.0.1 sends on to an address that is not allowed here."


def test_a_redirect_to_a_name_that_leads_inside_is_refused(site: Site, resolved: dict[str, list[str]]) -> None:
    """Resolution is judged on every hop."""
    resolved["inner.example"] = ["10.0.0.8"]
    site.serves("/", answer(b"", "Location: http://inner.example/secret", status="301 Moved"))
    with pytest.raises(AddressRefusedError, match="sends on to an address"):
        site.fetch("/")


@pytest.mark.parametrize(
    ("allowed", "url", "why"),
    [
        ({"wiki.example"}, "http://wiki.example:8080/", "port"),
        ({"wiki.example:8080"}, "http://wiki.example/", "internal"),
        ({"wiki.example"}, "http://other.wiki.example/", "internal"),
        ({"10.0.0.7"}, "http://10.0.0.8/", "private"),
    ],
)
def test_only_what_was_named_is_allowed(allowed: set[str], url: str, why: str, resolved: dict[str, list[str]]) -> None:
    """A host is allowed by its very name, at its very port."""
    resolved.update({"wiki.example": ["10.0.0.7"], "other.wiki.example": ["10.0.0.7"]})
    with pytest.raises(AddressRefusedError) as refused:
        fetch(url, FetchRules(allowed_hosts=frozenset(allowed)))
    assert refused.value.key == why


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://Example.COM./a b".replace(" ", "%20"), "https://example.com/a%20b"),
        ("http://bücher.example/ü?q=中#part", "http://xn--bcher-kva.example/ü?q=中"),
        ("HTTP://93.184.215.14:80/x", "http://93.184.215.14/x"),
        ("https://[2606:4700::1111]:443", "https://[2606:4700::1111]"),
    ],
)
def test_an_address_is_put_together_from_what_was_judged(written: str, asked: str) -> None:
    """Case, dots, default ports, fragments and other scripts are settled before anybody is asked."""
    assert read_address(written, FetchRules()).url == asked


_hosts = st.sampled_from(["example.com", "127.0.0.1", "[::1]", "0x7f.1", "localhost", "中文.网址", "", "a" * 70])
_url_like = st.builds(
    "{}{}{}{}".format, st.sampled_from(["http://", "https://", "HTTP:", "ftp://", "//"]), _hosts,
    st.sampled_from(["", ":80", ":0", ":99999999999999999999", ":٣", "\\", "@", "%00", "]"]), st.text(max_size=30),
)  # fmt: skip


@given(st.text(max_size=60) | _url_like | st.builds("http://{}".format, st.text(max_size=40)))
@settings(max_examples=300)
def test_any_text_as_an_address_is_refused_in_words(url: str) -> None:
    """Nothing but a FetchError comes out, whatever goes in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", _nobody)
        with pytest.raises(FetchError) as refused:  # as no name resolves, every one is refused
            fetch(url, FetchRules())
        assert str(refused.value).endswith(".")


def _nobody(*_args: object, **_kwargs: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
