"""Days and periods in both languages."""

from __future__ import annotations

import pytest

from store.parse.dates import find_date, read_day, read_period

SPRING = ("2026-04-03", "2026-04-09")
NEW_YEAR = ("2025-12-29", "2026-01-04")


@pytest.mark.parametrize(
    ("text", "around", "day"),
    [
        ("Apr 7", SPRING, "2026-04-07"),
        ("April 7", SPRING, "2026-04-07"),
        ("7 April", SPRING, "2026-04-07"),
        ("Sept. 3rd", ("2026-09-01", "2026-09-07"), "2026-09-03"),
        ("Tue, Apr 7", SPRING, "2026-04-07"),
        ("4月7日", SPRING, "2026-04-07"),
        ("４月７日", SPRING, "2026-04-07"),
        ("4月7日（周二）", SPRING, "2026-04-07"),
        ("2026 年 4 月 15 日", None, "2026-04-15"),
        ("2026年4月15日", None, "2026-04-15"),
        ("2026-04-14", None, "2026-04-14"),
        ("2026/4/14", None, "2026-04-14"),
        ("2026.04.14", None, "2026-04-14"),
        ("March 14, 2026", None, "2026-03-14"),
        ("14 March 2026", None, "2026-03-14"),
        ("2026-04-14T08:00:00Z", None, "2026-04-14"),
        ("Dec 30", NEW_YEAR, "2025-12-30"),
        ("Jan 2", NEW_YEAR, "2026-01-02"),
        ("12月31日", ("2026-01-02", "2026-01-02"), "2025-12-31"),
        ("Jan 1", ("2025-12-29", "2025-12-31"), "2026-01-01"),
        ("Jan 9", ("2025-12-29", "2025-12-31"), None),
        ("May 20, 2026", SPRING, None),
        ("April 10, 2026", SPRING, "2026-04-10"),
        ("7-Apr-2026", None, "2026-04-07"),
        ("7. März 2026", None, "2026-03-07"),
        ("3 avril", SPRING, "2026-04-03"),
        ("4 de abril de 2026", None, "2026-04-04"),
        ("14.04.2026", None, "2026-04-14"),
        ("yesterday", SPRING, "2026-04-08"),
        ("昨天", SPRING, "2026-04-08"),
        ("前天", SPRING, "2026-04-07"),
        ("3 hours ago", SPRING, "2026-04-09"),
        ("3小时前", SPRING, "2026-04-09"),
        ("2 days ago", SPRING, "2026-04-07"),
        ("两天前", SPRING, "2026-04-07"),
        ("a week ago", SPRING, "2026-04-02"),
        ("Monday", SPRING, "2026-04-06"),
        ("周一", SPRING, "2026-04-06"),
        ("yesterday", None, None),
        ("Monday", None, None),
        ("Oct 15", SPRING, "2025-10-15"),
        ("Apr 7", None, None),
        ("Feb 29", SPRING, None),
    ],
)
def test_a_day_takes_its_year_from_the_issue_and_never_an_invented_one(
    text: str, around: tuple[str, str] | None, day: str | None
) -> None:
    """A day without a year is placed by the issue's days; without them it stays unknown."""
    found = read_day(text)
    assert found is not None
    assert found.place(around) == day


@pytest.mark.parametrize("text", ["4/7", "May", "2026", "Bloomberg", "April", "31 Feb", "13月1日", "7", "v2.1.3", ""])
def test_what_is_no_day_is_not_read_as_one(text: str) -> None:
    """Bare numbers, months and names are no days."""
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("April 3 – 9, 2026", SPRING),
        ("April 3-9, 2026", SPRING),
        ("3–9 April 2026", SPRING),
        ("2026年4月3日 – 9日", SPRING),
        ("2026年4月3日-9日", SPRING),
        ("2026年4月3日至4月9日", SPRING),
        ("（2026年4月3日～9日）", SPRING),
        ("2026-04-03 to 2026-04-09", SPRING),
        ("2026-04-03 - 2026-04-09", SPRING),
        ("April 28 – May 4, 2026", ("2026-04-28", "2026-05-04")),
        ("December 29 – January 4, 2026", NEW_YEAR),
        ("Dec 29, 2025 – Jan 4, 2026", NEW_YEAR),
        ("2025年12月29日 – 2026年1月4日", NEW_YEAR),
        ("2025年12月29日 – 1月4日", NEW_YEAR),
        ("April 3 – 9", None),
        ("April 9 – 3, 2026", None),
        ("2026-04-14", None),
        ("the week to come", None),
    ],
)
def test_a_period_has_two_days_and_a_stated_year(text: str, period: tuple[str, str] | None) -> None:
    """A period is read in either language; without a year, or running backwards, it is none."""
    assert read_period(text) == period


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Daily - June 3, 2025", "2025-06-03"),
        ("日报 2025/6/5", "2025-06-05"),
        ("The Guardian (2026-04-10), A title", "2026-04-10"),
        ("06-05-日刊", None),
        ("Version 4.2 of April 3", None),
    ],
)
def test_a_date_is_found_inside_a_text_only_with_its_year(text: str, day: str | None) -> None:
    """A title or reference may hold a full date among other words."""
    found = find_date(text)
    assert (found.day if found else None) == day
