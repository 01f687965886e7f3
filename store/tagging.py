"""Tag past stories again after a name has changed: only those that hold its words, a batch at a time.

A batch is one short immediate transaction that also notes how far it came. So a crash loses nothing, intake and answers
wait for one batch at most, and two processes that work on the same change share it. New stories need none of this.
"""

from __future__ import annotations

from datetime import datetime

from store import retags
from store.db import Store
from store.figure_rows import set_figures
from store.names import Names
from store.retags import Retag
from store.stories import set_mentions

BATCH = 100
"""Stories in one transaction, which takes about 20 ms."""


def tag_batch(store: Store, names: Names, now: datetime) -> Retag | None:
    """Look through the next stories of the oldest change, and give how it stands; None when there is none."""
    if not retags.unfinished(store.db):
        return None
    names.mentions_in("")  # whatever has to be built for the new names is built before the write lock is taken
    with store.transaction() as db:
        job = next(iter(retags.unfinished(db)), None)
        if job is None:
            return None
        stories = retags.next_stories(db, job, BATCH)
        had = retags.mentioning(db, job.slug, [story_id for story_id, _, _ in stories])
        for story_id, headline, summary in stories:
            text = f"{headline}\n{summary}"
            set_mentions(db, story_id, names.mentions_in(text))
            set_figures(db, story_id, names.figures_in(text))  # a new name may own what was nobody's
        has = retags.mentioning(db, job.slug, [story_id for story_id, _, _ in stories])
        if stories:
            retags.advance(db, job, stories[-1][0], len(stories), len(has - had), len(had - has))
        if len(stories) < BATCH:
            retags.finish(db, job, now)
        return retags.retag(db, job.id)
