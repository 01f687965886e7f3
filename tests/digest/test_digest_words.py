"""What people type after `/digest`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.listeners.digest_words import Wish, read_wish


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        *[("8:30", "08:30"), ("08:30", "08:30"), ("8.30", "08:30"), ("at 8:30", "08:30"), ("8：30", "08:30")],
        *[("8am", "08:00"), ("8 am", "08:00"), ("8:30pm", "20:30"), ("12am", "00:00"), ("12:15 p.m.", "12:15")],
        *[("8点", "08:00"), ("8点半", "08:30"), ("八点半", "08:30"), ("8点15分", "08:15"), ("八点一刻", "08:15")],
        *[
            ("早上8点", "08:00"),
            ("晚上8点半", "20:30"),
            ("下午两点", "14:00"),
            ("十二点", "12:00"),
            ("二十点", "20:00"),
        ],
        *[("23:59", "23:59"), ("0:00", "00:00"), ("8點半", "08:30"), ("上午十点", "10:00"), ("中午12点", "12:00")],
    ],
)
def test_times(typed: str, at: str) -> None:
    """A time may be written in any of the usual ways of either language."""
    assert read_wish(typed) == Wish(at=at)


@pytest.mark.parametrize(
    ("typed", "weekdays"),
    [
        *[("mon-fri", "12345"), ("Mon to Fri", "12345"), ("weekdays", "12345"), ("周一到周五", "12345")],
        *[("工作日", "12345"), ("daily", "1234567"), ("every day", "1234567"), ("每天", "1234567")],
        *[("mon, wed and fri", "135"), ("周一、周三、周五", "135"), ("星期天", "7"), ("sat-mon", "167")],
        *[("weekends", "67"), ("周末", "67"), ("Tuesdays", "2"), ("thursday", "4")],
    ],
)
def test_weekdays(typed: str, weekdays: str) -> None:
    """Days may be a set's name, a span or a list, in either language."""
    assert read_wish(typed) == Wish(weekdays=weekdays)


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("8:30 Europe/Berlin weekdays zh", Wish("08:30", "Europe/Berlin", "12345", "zh")),
        ("zh weekdays europe/berlin at 8:30", Wish("08:30", "Europe/Berlin", "12345", "zh")),
        ("每天早上8点半 中文 Asia/Shanghai", Wish("08:30", "Asia/Shanghai", "1234567", "zh")),
        ("工作日8点中文", Wish("08:00", None, "12345", "zh")),
        ("set the time at 8am in english please", Wish("08:00", language="en")),
        ("utc 7:05", Wish("07:05", "UTC")),
        ("8:30 Berlin", Wish("08:30", "Europe/Berlin")),
        ("at 8:30 New York weekdays", Wish("08:30", "America/New_York", "12345")),
        ("9:00 hong kong zh", Wish("09:00", "Asia/Hong_Kong", language="zh")),
        ("8:30 west", Wish("08:30", unclear="west")),
        ("America/Argentina/Buenos_Aires", Wish(zone="America/Argentina/Buenos_Aires")),
        ("", Wish()),
    ],
)
def test_any_order(typed: str, wish: Wish) -> None:
    """The parts stand in any order, with small words between them."""
    assert read_wish(typed) == wish


@pytest.mark.parametrize(
    ("typed", "unclear"),
    [
        ("banana", "banana"),
        ("8:30 Europe/Berln", "europe/berln"),
        ("25:00", "25:00"),
        ("8:75", "8:75"),
        ("13pm", "13pm"),
        ("8", "8"),
        ("8:30 frist", "frist"),
        ("1.2.3", "1.2.3"),
        ("monkey", "monkey"),
    ],
)
def test_what_is_not_understood_is_left_over(typed: str, unclear: str) -> None:
    """Nothing is guessed."""
    assert read_wish(typed).unclear == unclear


@pytest.mark.parametrize(
    ("typed", "twice"),
    [("8:30 9:30", "at"), ("8:30 8.30", None), ("UTC Europe/Berlin 8:30", "zone"), ("en zh", "language")],
)
def test_two_of_a_kind(typed: str, twice: str | None) -> None:
    """Two different times, zones or languages are not both meant."""
    assert read_wish(typed).twice == twice


@given(st.text(max_size=200) | st.text("0123456789:.点半周一至五 apmzhen/", max_size=40))
def test_any_text_may_be_typed(text: str) -> None:
    """Whatever is typed is read without an error, and a time that is read is one."""
    wish = read_wish(text)
    assert wish.at is None or ("00:00" <= wish.at <= "23:59" and len(wish.at) == 5)
    assert wish.weekdays is None or set(wish.weekdays) <= set("1234567")
