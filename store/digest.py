"""The digest: previewing it, and claiming editions for posting. It posts nothing itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from store import channels, editions, people
from store.comparing import compare, values_of
from store.compose import compose
from store.correction_rows import note_told
from store.db import Store
from store.digest_settings import default_digest
from store.due import GRACE, Due, find_due
from store.editions import Message
from store.errors import EditionUnderWayError
from store.model import Asker, Digest, DigestProduct, Edition, Language, Product
from store.storylining import settle
from store.window import Window, candidates_dated, candidates_in, next_window

Render = Callable[[Edition], Sequence[Message]]
"""Writes an edition as its messages, the post first. Must be pure: it runs inside the claim's transaction."""


def preview(
    store: Store,
    *,
    asker: Asker,
    now: datetime,
    language: Language | None = None,
    zone: str = "UTC",
    stories: int | None = None,
    product: DigestProduct = "daily",
    draft: Digest | None = None,
) -> Edition:
    """Compose an edition without claiming it: what the asker's channel would get at `now`.

    Without a channel it has default settings and the stories dated in the seven days before `now`. `zone` stands in
    where no digest is set up; a `draft` stands in for the settings there are; a given language or number of top
    stories always wins. It settles nothing, so that a question is answered at once: stories without a storyline wait.
    """
    team, channel = asker.team or "", asker.channel or ""
    digest = draft or channels.digest_in(store.db, team, channel, product)
    digest = digest or default_digest(team, channel, zone, "en", now, product)
    digest = replace(
        digest,
        channel_id=channels.channel_key(store.db, team, channel) or 0,
        language=language or digest.language,
        stories=stories or digest.stories,
    )
    window = next_window(store.db, digest.channel_id, now, digest.product)
    find = candidates_in if asker.channel else candidates_dated
    found = find(store.db, digest, window, now)
    shown: Product = "manual" if digest.product == "daily" else digest.product
    return compose(store.db, digest, found, window, product=shown, period="preview", due_at=now, now=now)


def claim(store: Store, digest: Digest, due: Due, now: datetime, render: Render) -> Edition | None:
    """Claim a due edition with its messages frozen, in one transaction; a missed one is recorded as skipped.

    Any product of a digest is claimed so. Gives None where there is nothing to post: it is claimed already, another of
    the channel is still unposted, the settings changed meanwhile, or it was missed.
    """
    settle(store, now)
    compare(store, now)
    with store.transaction() as db:
        current = channels.digest_in(db, digest.team, digest.channel, digest.product)
        if current is None or current.paused_why is not None or due not in find_due(current, now):
            return None
        if editions.has_edition(db, current.channel_id, current.product, due.period):
            return None
        if due.missed:
            editions.add_missed(db, current, uid=uuid.uuid4().hex, period=due.period, due_at=due.due_at, now=now)
            return None
        if editions.is_unposted(db, current.channel_id):
            return None
        return _claim(db, current, render, product=current.product, period=due.period, due_at=due.due_at, now=now)


def _window(db: Database, digest: Digest, now: datetime) -> Window:
    """Give the window of a digest's next edition; alerts tell nothing of the days before they were set."""
    window = next_window(db, digest.channel_id, now, digest.product)
    if digest.product == "alert" and window.since_story is None:
        return replace(window, since_at=max(window.since_at, digest.set_at))
    return window


def claim_manual(
    store: Store,
    *,
    team: str,
    channel: str,
    person: str,
    now: datetime,
    render: Render,
    language: Language = "en",
    zone: str = "UTC",
) -> Edition | None:
    """Claim an edition that somebody asked for now; it moves the cut-off. Gives None when there is nothing new.

    `language` and `zone` stand in where no digest is set up. Raises: EditionUnderWayError while another edition of the
    channel is not posted yet.
    """
    with store.transaction() as db:
        channel_id = channels.note_channel(db, team, channel)
        if editions.is_unposted(db, channel_id):
            raise EditionUnderWayError("An edition for this channel is being posted just now.")
        digest = channels.digest_in(db, team, channel) or default_digest(team, channel, zone, language, now)
        digest = replace(digest, channel_id=channel_id)
        edition = _claim(db, digest, render, product="manual", period=uuid.uuid4().hex, due_at=now, now=now)
        if edition is None:
            return None
        channels.unpause_channel(db, channel_id)
        person_id = people.person_key(db, team, person)
        people.record_audit(db, person_id, "digest.now", edition.uid, now, channel_id=channel_id)
    return edition


def _claim(
    db: Database, digest: Digest, render: Render, *, product: Product, period: str, due_at: datetime, now: datetime
) -> Edition | None:
    """Claim what there is. An alert, or an edition on demand, is none where it is empty: nobody waits to be told so."""
    window = _window(db, digest, now)
    found = candidates_in(db, digest, window, now)
    edition = compose(db, digest, found, window, product=product, period=period, due_at=due_at, now=now)
    if not edition.slots and product in ("alert", "manual"):
        return None
    messages = render(edition) if edition.slots or digest.on_empty == "line" else []
    editions.add_edition(
        db, edition, messages, window, channel_id=digest.channel_id, claimed_at=now, give_up_at=due_at + GRACE
    )
    note_told(db, edition.uid, [values_of(each) for each in edition.disagreements], now)
    return edition
