"""Certificates: one that holds, one that nobody vouches for, one of another host, and one that has run out."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.errors import FetchError, TlsError
from store.fetch import FetchRules, fetch
from tests.fetch.conftest import Site, answer

NAMES = "subjectAltName=IP:127.0.0.1,DNS:named.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate with its key in one file, made by openssl."""
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate and is not installed")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Tidings test"]
    subprocess.run([*made, "-addext", NAMES, "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[Site]:
    """A site that speaks https with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    served = Site(context)
    served.serves("/", answer(b"hello"))
    yield served
    served.close()


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Site) -> None:
    """The well-known authorities do not know it."""
    with pytest.raises(TlsError, match="cannot prove who it is"):
        secure.fetch("/")


def test_the_operator_s_certificates_are_trusted(secure: Site, certificate: Path) -> None:
    """A file of certificates takes the place of the well-known ones."""
    assert secure.fetch("/", ca_file=str(certificate)).body == b"hello"


def test_a_certificate_of_another_host_is_refused(secure: Site, certificate: Path) -> None:
    """It is trusted, but for another name."""
    rules = replace(secure.rules, allowed_hosts=frozenset({f"localhost:{secure.port}"}), ca_file=str(certificate))
    with pytest.raises(TlsError):
        fetch(secure.url("/", "localhost"), rules)


@pytest.mark.parametrize(("name", "holds"), [("named.example", True), ("other.example", False)])
def test_the_name_is_checked_though_the_address_is_connected_to(
    secure: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch, name: str, holds: bool
) -> None:
    """A connection goes to the address that was checked, its certificate is for the name. (Here 127.0.0.1 passes.)"""
    monkeypatch.setattr("requests_hardened.ip_filter_adapter.filter_host", lambda *_args, **_kwargs: "127.0.0.1")
    monkeypatch.setattr("store.fetch.wire.is_public", lambda _ip: True)
    rules = FetchRules(allowed_ports=frozenset({secure.port}), ca_file=str(certificate))
    if holds:
        assert fetch(secure.url("/", name), rules).body == b"hello"
        assert f"Host: {name}:{secure.port}" in secure.requests[-1]
    else:
        with pytest.raises(TlsError):
            fetch(secure.url("/", name), rules)


def test_https_where_only_http_is_spoken(site: Site) -> None:
    """An address with the wrong scheme is told as what it is: no proof of who is there."""
    site.serves("/", answer(b"hello"))
    with pytest.raises(FetchError) as failed:
        fetch(site.url("/").replace("http:", "https:"), site.rules)
    assert failed.value.key == "certificate"
