"""What a figure is of, whose it is and as of when: where the words say so, and only there."""

from __future__ import annotations

import re

import pytest

from store.figures import find_figures
from store.model import Figure, Mention

NAMES = {"Acme": "acme", "Borealis": "borealis", "Cobalt": "cobalt", "Dorado-2": "dorado", "Gazette": "gazette"}


def read(text: str) -> list[Figure]:
    """Read a text in which five names are known."""
    places = [Mention(slug, name, found.start()) for name, slug in NAMES.items() for found in re.finditer(name, text)]
    return find_figures(text, places)


OF = [
    ("Acme's annualized revenue passed $4B", ["revenue run rate"]),
    ("a $4B run rate, and $2B in losses", ["revenue run rate", "loss"]),
    ("a $9B expected loss, and $70B of spending over the years", ["loss", "spending"]),
    ("raised $1.3B at a valuation of $12B", ["funding", "valuation"]),
    ("以120亿美元估值融资13亿美元", ["valuation", "funding"]),
    ("took $500 million from Borealis at a valuation of $14 billion", [None, "valuation"]),
    ("spent $5 billion of its revenue of $20 billion", ["spending", "revenue"]),
    ("预期亏损90亿美元，累计支出700亿美元", ["loss", "spending"]),
    ("The loss narrowed to $110M from $190M", ["loss", "loss"]),
    ("ARR从1亿美元增长到5亿美元", ["revenue run rate", "revenue run rate"]),
    ("$30B run rate vs. Borealis's $24B", ["revenue run rate", "revenue run rate"]),
    ("Norway buys 30,000 GPUs from Acme for $900 million", ["chips", None]),
    ("Acme buys $30 billion of computing from Borealis", [None]),
    ("Acme投资Borealis，Borealis购买300亿美元的算力", [None]),
    ("Acme buys the chip designer Cobalt for $2 billion", ["acquisition"]),
    ("Acme bought power company Cobalt for $2 billion", ["acquisition"]),
    ("Acme以20亿美元收购Cobalt", ["acquisition"]),
    ("costs $20 a month", ["price"]),
    ("每月收费20美元", ["price"]),
    ("1.2 gigawatts of capacity", ["capacity"]),
    ("承诺采购3.5至5吉瓦(GW)的算力容量", ["capacity"]),
    ("laid off 1,200 employees", ["layoffs"]),
    ("裁员约1200人", ["layoffs"]),
    ("800 million weekly users", ["users"]),
    ("310亿参数", ["parameters"]),
    ("seeks $79–97 billion in damages", ["damages"]),
    ("a $321M health fund", ["fund size"]),
    ("growth of 12%", ["growth"]),
    ("accuracy rose to 88%", ["accuracy"]),
    ("市场份额下降至21%", ["share"]),
    ("Acme lost nearly $600B of market value in a day.", [None]),
    ("wiped $593 billion off Acme's market cap", [None]),
    ("added $250 billion to its market cap", [None]),
    ("Acme's market value fell by $600 billion", [None]),
    ("Acme's market value fell to $600 billion", ["market cap"]),
    ("lost $5 billion, at a market value of $80 billion", ["loss", "market cap"]),
    ("单日市值蒸发近6000亿美元", [None]),
    ("估值缩水了300亿美元", [None]),
    ("市值跌至2.9万亿美元", ["market cap"]),
    ("It was $5M.", [None]),
    ("The firm grew fast. It was $5M.", [None]),
]


@pytest.mark.parametrize(("text", "of"), OF, ids=[row[0] for row in OF])
def test_what_it_is_of(text: str, of: list[str | None]) -> None:
    """The nearest word that fits the kind tells; without one, nothing is guessed."""
    assert [figure.of for figure in find_figures(text)] == of


def test_a_repeated_figure_is_of_the_same_thing() -> None:
    """A summary need not say again what its headline said, and a development has one subject."""
    figures = find_figures("Acme Hits $30B Run Rate\nFrom $9B to $30B in four months.")
    assert [figure.of for figure in figures if figure.kind == "money"] == ["revenue run rate"] * 3


OWNERS = [
    ("Borealis's $24B", ["borealis"]),
    ("超越Acme的240亿美元", ["acme"]),
    ("估值2万亿美元的Acme、估值8520亿美元的Borealis", ["acme", "borealis"]),
    ("Acme locked in 3.5 GW via Borealis and Cobalt", ["acme"]),
    ("Acme通过Borealis和Cobalt锁定了3.5吉瓦算力", ["acme"]),
    ("Acme raised $5B, while Borealis lost $2B", ["acme", "borealis"]),
    ("a $1.3B fund raised by Cobalt", ["cobalt"]),
    ("the 2-trillion-parameter Dorado-2", ["dorado"]),
    ("According to Gazette, Acme raised $5B", ["acme"]),
    ("Gazette reported a $5B loss", [None]),
    ("Acme passed Borealis — $30 billion to $24 billion", ["acme", None]),
    ("Acme Cuts Jobs\nSome 1,200 people must go.", ["acme"]),
    ("Acme cuts jobs. Some 1,200 people must go.", [None]),
    ("Nobody raised $5B", [None]),
    ("Borealis led a round that values Acme at more than $4 billion", ["acme"]),
    ("Borealis leads Acme round at $4 billion valuation", ["acme"]),
    ("Borealis leads Acme's Series C round of $4 billion", ["acme"]),
    ("Acme values its stake in Borealis at $4 billion", ["acme"]),
    ("Borealis put $5 billion into Acme, which now is valued at $14 billion", ["borealis", "acme"]),
    ("Borealis bought a part of Acme, worth $14 billion, for $5 billion", ["acme", "borealis"]),
    ("Borealis paid $14 billion for a part of Acme, valuing it at $29 billion", ["borealis", "acme"]),
    ("Acme raised $5 billion in a round led by Borealis, valuing it at $29 billion", ["acme", "acme"]),
    ("Acme closes round at $4 billion valuation", ["acme"]),
    ("Acme hires. Its revenue is $5B.", ["acme"]),
    ("Led by Borealis, Acme hires. The company raised $5B.", ["acme"]),
    ("Acme扩招。据悉，该公司融资50亿美元。", ["acme"]),
    ("Acme扩招。其他公司融资50亿美元。", [None]),
    ("Last year Acme paid Borealis $5B.", ["acme"]),
    ("Months after Acme closed a $5B round, Gazette has doubts", ["acme"]),
    ("After Acme, Borealis raised $5B", ["borealis"]),
    ("Acme-backed Borealis raised $5B", ["borealis"]),
    ("Acme投资的初创公司Borealis融资50亿美元", ["borealis"]),
]


@pytest.mark.parametrize(("text", "owners"), OWNERS, ids=[row[0] for row in OWNERS])
def test_whose_it_is(text: str, owners: list[str | None]) -> None:
    """An owner, else the subject of the sentence, else of the headline; nobody who is only quoted or compared."""
    assert [figure.entity_id for figure in read(text)] == owners


DATES = [
    ("revenue of $5B in 2025", ["2025"]),
    ("In 2025, revenue was $5B", ["2025"]),
    ("$5B in the fourth quarter of 2025", ["2025-Q4"]),
    ("$5B for Q4 2025", ["2025-Q4"]),
    ("$5B by March 2027", ["2027-03"]),
    ("$9B at the end of 2025", ["2025-12"]),
    ("从 2025 年底的 50 亿美元涨到现在的 160 亿美元", ["2025-12", None]),
    ("2026年第一季度营收50亿元", ["2026-Q1"]),
    ("2026年3月营收50亿元", ["2026-03"]),
    ("since 2023 it raised $5B", [None]),
    ("The 2025 plan: $5B", [None]),
    ("It lost $5B. In 2025 it will not", [None]),
    ("$5B in April", [None]),
    ("from $1B in 2025 to $5B", ["2025", None]),
    ("Founded in 2021, it raised $5B", [None]),
    ("成立于2021年，融资50亿元", [None]),
]


@pytest.mark.parametrize(("text", "dates"), DATES, ids=[row[0] for row in DATES])
def test_as_of_when(text: str, dates: list[str | None]) -> None:
    """A year, quarter or month that stands with the amount; never one without a year, nor when something began."""
    assert [figure.as_of for figure in find_figures(text)] == dates


def test_a_date_between_commas_dates_what_follows() -> None:
    """A year set off by commas is the amount's, one of another clause is not."""
    [figure] = find_figures("The round before it, in September 2025, had valued the company at $183 billion.")
    assert figure.as_of == "2025-09"
    [figure] = find_figures("The chip was shown in March 2025, and the company is now worth $183 billion.")
    assert figure.as_of is None


FORMER = [
    ("The valuation fell from $6.9 billion in the last round to about $4 billion", [True, False]),
    ("It cut its forecast for 2026 to $500 million from $2 billion, it said", [False, True]),
    ("The headcount shrank to 400, down from 700.", [False, True]),
    ("The price of the model fell from $15 to $3", [True, False]),
    ("Revenue was $70 billion, compared with $65 billion a year earlier", [False, True]),
    ("Sales fell 12% to $2.1 billion from $2.4 billion", [False, False, True]),
    ("Previously valued at $18 billion, it is now worth $40 billion", [True, False]),
    ("营收从去年的50亿元增至80亿元", [True, False]),
    ("从2024年底的70亿美元涨到目前的210亿美元", [True, False]),
    ("营收80亿元，去年同期为50亿元", [False, True]),
    ("It had planned to spend $2 billion but spent $3 billion", [True, False]),
    ("原计划融资20亿美元，最终融资15亿美元", [True, False]),
    ("It raised $30 million from 12 investors", [False, False]),
    ("It took $1.3 billion from Acme", [False]),
    ("Plans cost from $5 to $20 a month", [False, False]),
    ("Revenue from 3 million users rose to $5 million", [False, False]),
    ("从3000万用户处获得80亿元收入", [False, False]),
]


@pytest.mark.parametrize(("text", "former"), FORMER, ids=[row[0] for row in FORMER])
def test_what_was_and_is_no_more(text: str, former: list[bool]) -> None:
    """The end that a change began at, a previous value, a year-ago one; never an origin or a range."""
    assert [figure.is_former for figure in find_figures(text)] == former


def test_an_alternative_keeps_its_own_measure() -> None:
    """What is said of the other of two alternatives says nothing of the first."""
    [first, _] = find_figures("Fines reach €35 million or 7% of worldwide turnover, whichever is higher.")
    assert first.of == "fine"
