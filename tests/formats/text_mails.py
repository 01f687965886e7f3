"""Text parts of mails as mailers write them, and the stories that each holds: (headline, link)."""

from __future__ import annotations

FOOTNOTES = (
    """\
Slow Harbour Weekly 12

Welcome back. The ferries were late, the labs were later, and we have
read all of it so that you need not.

Quay buys the northern dry dock for nine hundred million crowns [1] -
comments [2]

Marl and two universities plan a joint computing centre in the old mint
[3] - comments [4]

A court in Bergen tells Tern to delete the voices that it had copied [5]
- comments [6]

Study finds that lamps which follow the tide save a quarter of the power
[7] - comments [8]

Links:
------
[1] https://dock.example/sale
[2] https://talk.example/item?id=1
[3] https://mint.example/plan
[4] https://talk.example/item?id=2
[5] https://court.example/voices
[6] https://talk.example/item?id=3
[7] https://lamps.example/tide
[8] https://talk.example/item?id=4
""",
    [
        ("Quay buys the northern dry dock for nine hundred million crowns", "https://dock.example/sale"),
        ("Marl and two universities plan a joint computing centre in the old mint", "https://mint.example/plan"),
        ("A court in Bergen tells Tern to delete the voices that it had copied", "https://court.example/voices"),
        ("Study finds that lamps which follow the tide save a quarter of the power", "https://lamps.example/tide"),
    ],
)

OUTLETS_FIRST = (
    """\
Pier Daily, 4 May 2026

* The Gannet: Pilots refuse to board ships without crews ( https://www.thegannet.example/2026/05/pilots )
  Their union calls it a matter of ladders.
* Pier Post: Marl opens its tide tables to everybody ( https://pierpost.example/tables )
  A million requests cost four crowns.
* Sound Ledger: Tern sells its share in the cable ( https://www.soundledger.example/tern-cable )
* The Gannet: Nobody wants the last lighthouse ( https://www.thegannet.example/2026/05/light )

You are receiving this email because you signed up at pier.example.
Unsubscribe: https://pier.example/u
""",
    [
        ("Pilots refuse to board ships without crews", "https://www.thegannet.example/2026/05/pilots"),
        ("Marl opens its tide tables to everybody", "https://pierpost.example/tables"),
        ("Tern sells its share in the cable", "https://www.soundledger.example/tern-cable"),
        ("Nobody wants the last lighthouse", "https://www.thegannet.example/2026/05/light"),
    ],
)

COUNTED_BETWEEN_RULES = (
    """\
Three things before the tide, 12 May 2026

============================================================
1. Cold feet
============================================================

Shares of three dredgers fell on Tuesday. Traders blame a report by Marl ( https://marl.example/report ) on silt.

============================================================
2. Warm words
============================================================

The port floated a fee on empty boxes, two people told the Gannet ( https://gannet.example/fee ). Shippers hated it.

============================================================
3. Wet paint
============================================================

A ferry was painted with a coat that no mussel likes. It lasts nine years.
""",
    [
        ("Cold feet", "https://marl.example/report"),
        ("Warm words", "https://gannet.example/fee"),
        ("Wet paint", None),
    ],
)

QUOTED_WITHIN = (
    """\
Allotment Weekly 9

============================================================
Seeds
============================================================

* Trellis 2.4 is out ( https://trellis.example/2.4 ) by Ada Brook
  > Beds are sorted by sun, and rows remember what grew in them a year
  > before.

* A fork of Spade gets smaller ( https://dibber.example/0.9 ) by Ines Holt
  > Half of the code is gone, says its author, and nobody has missed any
  > of it yet.

* What a worm counts ( https://worm.example/count ) by Tom Reed
  > A study of nine thousand worms, of which eight were interviewed at
  > length.
""",
    [
        ("Trellis 2.4 is out", "https://trellis.example/2.4"),
        ("A fork of Spade gets smaller", "https://dibber.example/0.9"),
        ("What a worm counts", "https://worm.example/count"),
    ],
)

RUN_IN_HEADS = (
    """\
The Slow Quay

Dear readers,

what a week. Some of you wrote that the last letter was too long, and you were right.

Power. The grid of two provinces switched off ( https://grid.example/off ) three server halls to keep trams running.

Courts. A judge in Oslo held ( https://law.example/held ) that an answer of a machine is no testimony.

Work. Interpreters walked out ( https://work.example/out ) over a system that counts their pauses but not its own.

Science. A lab grew a lens ( https://lens.example/grown ) out of squid that focuses as an eye does.

Until next week,
Marit
""",
    [
        ("Power", "https://grid.example/off"),
        ("Courts", "https://law.example/held"),
        ("Work", "https://work.example/out"),
        ("Science", "https://lens.example/grown"),
    ],
)

PICTOGRAPHS = (
    """\
Dock Brief 61, 3 March 2026

⚓ Marl doubles its orders for winches and tells its makers to plan for two years. Link ( https://marl.example/winch )

🧪 Tern opens its tide model to every harbour from today, free for small ones. Link ( https://tern.example/open )

⚖️ A court stops the sale of the northern dock until the autumn. Link ( https://court.example/dock )
""",
    [
        (
            "Marl doubles its orders for winches and tells its makers to plan for two years.",
            "https://marl.example/winch",
        ),
        ("Tern opens its tide model to every harbour from today, free for small ones.", "https://tern.example/open"),
        ("A court stops the sale of the northern dock until the autumn.", "https://court.example/dock"),
    ],
)

ADDRESSES_ON_THEIR_OWN = (
    """\
---------- Forwarded message ---------
From: Dock Letter <letter@dock.example>
Date: Tue, 3 Mar 2026 at 07:02
Subject: Links for early March: open weights, lawsuits, and a good essay on taste
To: <desk@team.example>

I have been travelling, so this list is longer than usual. As always, the
order is by how often I thought about each.

*1. Halcyon's technical report
<https://halcyon.example/2026/03/03/what-we-mixed-into-our-model-and-what-we-left-out>*
(Halcyon). The part on mixing is the best public account that we have of
it. They threw away most of their code and got better at code.

*2. The quiet lawsuit
<https://ledger.example/courts/2026/03/02/the-quiet-lawsuit-that-nobody-covers>*
(Ledger). A case about copied voices that nobody covers. The judge asks
better questions than most papers do.

*3. On taste
<https://essays.example/ida-quill/on-taste-as-a-craft-and-on-judging-by-it>*
(Essays). An essay about judging as a craft. I disagree with half of it,
and would sign the other half.
""",
    [
        (
            "Halcyon's technical report",
            "https://halcyon.example/2026/03/03/what-we-mixed-into-our-model-and-what-we-left-out",
        ),
        ("The quiet lawsuit", "https://ledger.example/courts/2026/03/02/the-quiet-lawsuit-that-nobody-covers"),
        ("On taste", "https://essays.example/ida-quill/on-taste-as-a-craft-and-on-judging-by-it"),
    ],
)

MAILS = {
    "addresses on their own": ADDRESSES_ON_THEIR_OWN,
    "footnotes": FOOTNOTES,
    "outlets first": OUTLETS_FIRST,
    "counted between rules": COUNTED_BETWEEN_RULES,
    "quoted within": QUOTED_WITHIN,
    "run-in heads": RUN_IN_HEADS,
    "pictographs": PICTOGRAPHS,
}
