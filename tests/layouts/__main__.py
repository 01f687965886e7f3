"""Measure the layout rules: `python -m tests.layouts [FAMILY] [--seeds N] [--show]`, a row for each family."""

from __future__ import annotations

import argparse
import time

from tests.layouts.families import TUNED
from tests.layouts.kept import KEPT
from tests.layouts.scoring import Score, as_page, documents, judge

_COLUMNS = ("documents", "stories", "found", "missed", "bounds", "false", "url", "outlet", "date", "section")


def _row(name: str, score: Score) -> str:
    numbers = (score.documents, score.stories, score.found, score.stories - score.found, score.bounded, score.false,
               score.urls, score.outlets, score.dates, score.sections)  # fmt: skip
    return f"{name:22}" + "".join(f"{number:>10}" for number in numbers)


def main() -> None:
    """Print the table of both halves."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("family", nargs="?")
    wanted.add_argument("--seeds", type=int, default=6)
    wanted.add_argument("--only", choices=["tuned", "kept"])
    wanted.add_argument("--show", action="store_true", help="print what went wrong and the document's text")
    wanted.add_argument("--html", action="store_true", help="read Markdown documents as the pages that they would be")
    wanted.add_argument("--faults", type=int, default=0, help="print this many faults a family")
    asked = wanted.parse_args()
    print(f"{'':22}" + "".join(f"{column:>10}" for column in _COLUMNS))
    for half, families in (("tuned", TUNED), ("kept", KEPT)):
        if asked.only not in (None, half):
            continue
        total, started = Score(), time.process_time()
        for family in families:
            if asked.family not in (None, family.__name__):
                continue
            score, shown = Score(), 0
            for document in documents(family, range(asked.seeds), kept=half == "kept"):
                part, faults = judge(as_page(document) if asked.html else document)
                score += part
                if asked.show and faults:
                    print(document.text, *faults, sep="\n")
                    raise SystemExit
                for fault in faults[: max(0, asked.faults - shown)]:
                    print("   ", fault[:220])
                    shown += 1
            print(_row(family.__name__, score))
            total += score
        print(_row(half.upper(), total), f"  {time.process_time() - started:.1f} s\n")


if __name__ == "__main__":
    main()
