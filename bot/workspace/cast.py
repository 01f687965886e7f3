"""Who and what a new workspace holds: its people and channels, with ids that stay the same between starts.

The ids are fixed because the bot's database keeps them: a digest that was set up yesterday finds its channel today.
"""

from __future__ import annotations

from bot.workspace.model import BOT_USER, HOUSE_USER, Channel, Person

ADA = Person("U0ADA00001", "ada", "Ada", "en-US", "America/New_York", is_admin=True)
LIN = Person("U0XIAOLIN1", "xiaolin", "小林", "zh-CN", "Asia/Shanghai")
GUEST = Person("U0GUEST001", "guest", "Gil (guest)", "en-GB", "Europe/London", is_guest=True)
HOUSE = Person(HOUSE_USER, "slackbot", "Local workspace", is_bot=True)

ACTORS = (ADA, LIN, GUEST)
"""The people whom one may act as."""


def people(bot_name: str) -> list[Person]:
    """Give everyone, the bot under the name that its manifest gives it."""
    return [*ACTORS, HOUSE, Person(BOT_USER, bot_name.lower(), bot_name, is_bot=True)]


def channels() -> list[Channel]:
    """Give a new set of the channels: the bot is a member of all but #quiet."""
    team = [ADA.id, LIN.id]
    return [
        Channel("C0GENERAL1", "general", "public", [*team, GUEST.id, BOT_USER], "Everyone is here"),
        Channel("C0AINEWS01", "ai-news", "public", [*team, GUEST.id, BOT_USER], "What happened in AI"),
        Channel("C0QUIET001", "quiet", "public", [*team], "The bot was not invited"),
        Channel("C0EDITORS1", "editors", "private", [*team, BOT_USER], "Private"),
        *(Channel(f"D0{actor.id[2:]}", actor.name, "im", [actor.id, BOT_USER]) for actor in ACTORS),
    ]


WELCOME = """\
:wave: *This is a local workspace.* It lives in memory on this machine and speaks Slack's own protocol to the bot.
Try one of these here, or in <#C0AINEWS01>:
• `/company antropic`
• `@Tidings what is new with stargate?`
• `/digest`
Switch the person you act as at the top left: 小林 reads Chinese. At the top right, put the clock forward to see \
tomorrow's digest now, and open _Traffic_ to see what goes between the bot and Slack.
这是本机的工作区，只存在于内存中；以小林的身份提问，机器人就用中文回答。"""
