"""Where links lead that mailers and mail programs send through hosts of their own."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest

from store.parse.lines import Link
from store.parse.linking import choose_link
from store.parse.redirects import true_link

PLANT = "https://quay.example/plant?id=7"
CODED = quote(PLANT, safe="")


@pytest.mark.parametrize(
    "link",
    [
        f"https://click.mail.example/CL0/{CODED}/1/0100a-7/sig=",
        f"https://click.mail.example/CL0/{CODED.replace('%3A', ':', 1)}/1/0100a-7/sig=",
        f"https://links.mail.example/r?e=abc&u={CODED}&h=9f",
        f"https://mail.example/go?redirect={CODED}",
        f"https://mail.example/go?URL={quote(CODED)}&x=1",
        f"https://www.google.com/url?q={CODED}&sa=D&ust=17",
        f"https://www.google.com/url?rct=j&sa=t&url={PLANT}",
        f"https://eur02.safelinks.protection.outlook.com/?url={CODED}&data=05%7C02%7Cjo%40team.example&reserved=0",
        f"https://urldefense.com/v3/__{PLANT}__;!!Ab1!xyz$",
        f"https://urldefense.com/v3/__{PLANT}#utm_source=letter__;!!Ab1!xyz$",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__quay.example_plant-3Fid-3D7&d=DwM&c=x",
        f"https://nam1.safelinks.protection.outlook.com/?url={quote(f'https://a.example/go?u={CODED}', safe='')}",
        f"https://link.forum.example/?target={quote(PLANT + '&utm_source=letter', safe='')}",
    ],
)  # fmt: skip
def test_a_target_that_stands_in_the_address_is_taken(link: str) -> None:
    """Of whichever mailer, in whatever order, one redirect within another, and without what tracks the reader."""
    assert true_link(link) == PLANT


@pytest.mark.parametrize(
    "link",
    [
        "https://link.mail.example/ss/c/u001.k3JhZm9v/4/h7/h001.x",
        "https://mail.example/go?url=aHR0cHM6Ly9xdWF5LmV4YW1wbGU",
        "https://mail.example/go?url=quay.example/plant",
        "https://mail.example/go?url=javascript%3Aalert(1)",
        "https://mail.example/go?url=ftp%3A%2F%2Fquay.example",
        "https://mail.example/go?url=https%3A%2F%2Fjo%3Apw%40quay.example%2F",
        "https://mail.example/go?url=https%3A%2F%2Flocalhost%2Fplant",
        "https://mail.example/go?url=https%3A%2F%2Fquay.example%2Fpla%E2%80%A6",
        "https://mail.example/go?url=https%3A%2F%2Fquay.example%2Fa%20b",
        "https://mail.example/go?url=https://quay.example/plant?id=7&page=2",
        "https://mail.example/CL0/https:%2F%2Fquay.example/plant/1",
        "https://urldefense.com/v3/__https://quay.example/*plant__;Iw!!Ab1!xyz$",
        "https://www.google.com/search?q=https%3A%2F%2Fquay.example%2Fplant",
        f"https://social.example/sharer.php?u={CODED}",
        "https://web.archive.example/web/2026/https://quay.example/plant",
        f"https://mail.example/go?url={CODED}{'x' * 9000}",
    ],
)  # fmt: skip
def test_what_is_opaque_cut_off_or_unsure_stays(link: str) -> None:
    """A guessed target could mislead; so could one that is no address of the web."""
    assert true_link(link) == link


def test_a_target_may_be_a_whole_site() -> None:
    """Then nothing follows its host but what the mailer counts."""
    assert true_link("https://click.mail.example/CL0/https:%2F%2Fquay.example/1/0100a-7/sig=") == "https://quay.example"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@quay.example", "https://[bad", ""])
def test_what_is_no_link_is_none(link: str) -> None:
    """As for any link."""
    assert true_link(link) is None


def test_links_made_to_take_long_do_not() -> None:
    """Redirects in redirects end after a few, and long addresses are not read."""
    nested = PLANT
    for _ in range(9):
        nested = f"https://mail.example/go?url={quote(nested, safe='')}"
    spent = time.process_time()
    assert true_link(nested) not in (PLANT, None)
    for link in ("https://a.example/" + "https:%2F%2Fa" * 9000, "https://urldefense.com/v3/__https://" + "__;" * 9000):
        assert true_link(link)
    assert time.process_time() - spent < 1


def test_a_story_has_the_link_behind_the_redirect() -> None:
    """What leads to a share button or a picture is judged by where it leads."""
    links = [
        Link(f"https://mail.example/go?url={quote('https://cdn.example/a.png', safe='')}", "Photo"),
        Link(f"https://mail.example/go?url={CODED}", "in Ohio"),
        Link(f"https://mail.example/go?url={quote('https://tern.example/b', safe='')}", "said"),
    ]
    assert choose_link(links, "Quay opens a plant") == (PLANT, ("https://tern.example/b",))
