"""What becomes of texts on their way into Slack's mrkdwn."""

from __future__ import annotations

import pytest

from bot.mrkdwn import NO_SPACE, set_apart
from bot.words import say


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("*a* and `b`, (*c*).", "*a* and `b`, (*c*)."),
        ("用`b`吧", "用|`b`|吧"),
        ("• *标题*：正文", "• *标题*|：正文"),
        ("编号：`2b2541`", "编号：|`2b2541`"),
        ("`一`、`二`", "`一`|、|`二`"),
        ("5*3 和 *x", "5*3 和 *x"),
        ("", ""),
    ],
)
def test_marks_stand_apart(text: str, apart: str) -> None:
    """Beside a letter or sign that is not ASCII a mark gets a space of no width, once."""
    expected = apart.replace("|", NO_SPACE)
    assert set_apart(text) == expected
    assert set_apart(expected) == expected


def test_every_text_is_set_apart() -> None:
    """What Tidings says in Chinese marks its commands so that Slack reads them as code."""
    assert f"：{NO_SPACE}`/company 英伟达`" in say("help.company", "zh")
