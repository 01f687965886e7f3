"""The modal that adds a source, in its three steps (address, looking, what was found), and the one that edits. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from bot.blocks.fields import chosen, input_field, menu, modal, option, plain, several, typed
from bot.blocks.names import spoken_of
from bot.blocks.parts import actions, button, clip, context, section
from bot.blocks.sources import NAME_LIMIT, found_blocks, name_of
from bot.carried import as_carried, read_carried
from bot.message import Answer
from bot.mrkdwn import escape
from bot.words import say
from store.errors import AddressRefusedError
from store.model import AudienceKind, Language

if TYPE_CHECKING:
    from store.channels import ChannelKind
    from store.looking import Finding
    from store.source_rows import Source

LOOK, SAVE, EDIT = "sources.look", "sources.save", "sources.edit"
"""The modals' callback ids."""

PAGE = "sources.page"
"""The action id of the button that has a page read itself, whose feed is read already."""

ADDRESS_LIMIT = 2000
VALUE_LIMIT = 1900
"""What a button's value may hold, with a little to spare (Slack: 2,000 characters)."""

_LANGUAGES: tuple[Language, ...] = ("en", "zh")
_AUDIENCES: tuple[AudienceKind, ...] = ("workspace", "channel", "person")
_BUTTONS: dict[ChannelKind, tuple[AudienceKind, ...]] = {
    "public": ("workspace",),
    "private": ("channel", "workspace"),
    "direct": ("workspace", "person"),
}
"""For whom a source can be saved by a button, by where it was asked for; most are for everybody."""

View = dict[str, Any]


class Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is kept of a finding between showing and saving it: travels in a modal or a button, and is checked back."""

    url: Annotated[str, msgspec.Meta(max_length=ADDRESS_LIMIT, pattern="^https?://")]
    is_page: bool = False
    title: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    home: Annotated[str, msgspec.Meta(max_length=ADDRESS_LIMIT, pattern="^https?://")] | None = None
    language: Language | None = None
    audience: AudienceKind = "workspace"
    channel: Annotated[str, msgspec.Meta(max_length=30)] = ""
    """Where it was asked for, for a modal, which has no place of its own."""


class Editing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the modal that edits is about, and where it was opened: it has no place of its own."""

    source: int
    channel: Annotated[str, msgspec.Meta(max_length=30)] = ""


def as_found_value(finding: Finding, audience: AudienceKind = "workspace", channel: str = "") -> str:
    """Write a finding to be carried along, and for whom it would be saved.

    Raises: AddressRefusedError for an address that is too long for it.
    """
    found = Found(
        finding.url, finding.reads == "page", _short(finding.title), finding.home_url, finding.language, audience,
        channel,
    )  # fmt: skip
    for kept in (found, msgspec.structs.replace(found, home=None)):
        value = as_carried(kept)
        if len(value) <= VALUE_LIMIT:
            return value
    raise AddressRefusedError("long", finding.url)


def read_found(value: object) -> Found | None:
    """Read back what was carried along, or None for anything else."""
    return read_carried(value, Found)


def found_answer(finding: Finding, kind: ChannelKind, language: Language, zone: str) -> Answer:
    """Build what an address was found to be, with a button for each audience that a place offers."""
    audiences = _BUTTONS[kind]
    buttons = [
        button(
            f"{SAVE}.{n}",
            say(f"sources.button.save.{audience}" if len(audiences) > 1 else "sources.button.save", language),
            as_found_value(finding, audience),
        )
        for n, audience in enumerate(audiences)
    ]
    buttons[0]["style"] = "primary"
    blocks = [*found_blocks(finding, language, zone), *actions("sources", buttons)]
    return Answer(spoken_of(blocks), blocks)


def by_feed_answer(words: str, page: str, language: Language) -> Answer:
    """Say that a page's feed is read already (`words`, mrkdwn), with a button that looks at the page itself."""
    insist = [button(PAGE, say("sources.button.page", language), page)] if len(page) <= VALUE_LIMIT else []
    return Answer(words, [section(words), *(actions("sources", insist) if insist else [])])


def read_page_address(value: object) -> str | None:
    """Read back which page is to be looked at, or None for what is no address; the fetcher checks where it leads."""
    text = str(value)
    return text if text.startswith(("http://", "https://")) and len(text) <= VALUE_LIMIT else None


def address_view(
    language: Language, *, address: str = "", problem: str = "", channel: str = "", as_page: bool = False
) -> View:
    """Build the first step: which address? With `problem` (mrkdwn), what came of the last one.

    `channel` is where it was asked for, and travels along; with `as_page` the page itself is wanted.
    """
    element: dict[str, Any] = {"type": "plain_text_input", "max_length": ADDRESS_LIMIT}
    if address:
        element["initial_value"] = address[:ADDRESS_LIMIT]
    asked = input_field("sources.field.address", "address", language, element, hint=True)
    itself = option(say("sources.button.page", language), "page")
    ticks = {"type": "checkboxes", "options": [itself]} | ({"initial_options": [itself]} if as_page else {})
    page = input_field("sources.field.page", "page", language, ticks, hint=True, optional=True)
    blocks = [*([section(problem)] if problem else []), asked, page]
    return modal(LOOK, "sources.view.add", language, blocks, submit="sources.view.look", metadata=channel)


def looking_view(address: str, language: Language) -> View:
    """Build what stands there while we look."""
    words = say("sources.looking", language, address=f"`{escape(clip(address, 200)).replace('`', '´')}`")
    return modal(LOOK, "sources.view.add", language, [section(words)])


def found_view(
    finding: Finding,
    audiences: Sequence[AudienceKind],
    first: AudienceKind,
    channel: str,
    language: Language,
    zone: str,
) -> View:
    """Build the last step: what was found, its name, its language and who may see it, to be saved.

    Of `audiences` the `first` is chosen until somebody chooses another.
    """
    blocks = [
        *found_blocks(finding, language, zone),
        _name_field(finding.title or "", language),
        _language_field(finding.language or "en", language),
        audience_field(audiences, first, language),
    ]
    value = as_found_value(finding, first, channel)
    return modal(SAVE, "sources.view.add", language, blocks, submit="sources.view.save", metadata=value)


def audience_field(audiences: Sequence[AudienceKind], first: AudienceKind, language: Language) -> dict[str, Any]:
    """Build the field that asks who may see it."""
    who: dict[str, str] = {one: say(f"save.audience.{one}", language).capitalize() for one in audiences}
    return input_field("save.field.audience", "audience", language, menu(who, first))


def done_view(words: str, language: Language) -> View:
    """Build what stands there when all is done; `words` are mrkdwn."""
    view = modal(SAVE, "sources.view.add", language, [section(words)])
    return view | {"close": plain(say("sources.view.close", language))}


def edit_view(source: Source, audiences: Sequence[AudienceKind], channel: str, language: Language) -> View:
    """Build the modal that changes a source's name, language and who may see it, of `audiences` if they are several.

    `channel` is where it was opened.
    """
    blocks = [_name_field(source.name, language), _language_field(source.language or "en", language)]
    if len(audiences) > 1:
        asked = audience_field(audiences, source.audience, language)
        blocks.append(asked | {"hint": plain(say("sources.field.audience.hint", language))})
    else:
        who = say(f"save.audience.{source.audience}", language)
        kind = "workspace" if source.audience == "workspace" else "fewer"
        blocks.append(context(say(f"sources.field.audience.{kind}", language, audience=who)))
    value = as_carried(Editing(source.id, channel))
    return modal(EDIT, "sources.view.edit", language, blocks, submit="sources.view.save", metadata=value)


def edited_words(source: Source, moved: int | None, language: Language) -> str:
    """Say what a source is from now on; `moved` stories went along, None where its audience stayed."""
    name = f"*{name_of(source)}*"
    if moved is None:
        return say("sources.renamed", language, name=name)
    key = "sources.opened.one" if moved == 1 else "sources.opened"
    return say(key, language, name=name, n=moved, audience=say(f"save.audience.{source.audience}", language))


def read_editing(value: object) -> Editing | None:
    """Read back what the modal is about, or None for anything else."""
    return read_carried(value, Editing)


def chosen_audience(view: Mapping[str, Any]) -> AudienceKind | None:
    """Read who may see a source, or None where that was not asked."""
    return next((kind for kind in _AUDIENCES if kind == chosen(view, "audience")), None)


def read_address(view: Mapping[str, Any]) -> str:
    """Read the address that was filled in."""
    return typed(view, "address").strip()


def wants_page(view: Mapping[str, Any]) -> bool:
    """Tell whether the page itself is wanted, rather than its feed."""
    return "page" in several(view, "page")


def read_channel(view: Mapping[str, Any]) -> str:
    """Read from which channel the modal was opened; nothing where it was none."""
    return str(view.get("private_metadata") or "")


def read_name(view: Mapping[str, Any]) -> tuple[str, Language | None]:
    """Read the name and language that were filled in."""
    language = next((one for one in _LANGUAGES if one == chosen(view, "language")), None)
    return typed(view, "name"), language


def _name_field(name: str, language: Language) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "plain_text_input", "max_length": NAME_LIMIT}
    if name.strip():
        element["initial_value"] = name.strip()[:NAME_LIMIT]
    return input_field("sources.field.name", "name", language, element)


def _language_field(first: Language, language: Language) -> dict[str, Any]:
    labels: dict[str, str] = {one: say(f"setup.language.{one}", language) for one in _LANGUAGES}
    return input_field("sources.field.language", "language", language, menu(labels, first))


def _short(text: str | None) -> str | None:
    return text[:200] if text else None
