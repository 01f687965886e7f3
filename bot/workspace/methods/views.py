"""views.*: modals and the App Home."""

from __future__ import annotations

from bot.workspace.limits import check_view
from bot.workspace.methods.call import Call
from bot.workspace.model import Json, RefusedError


def open_view(call: Call) -> Json:
    """Answer views.open.

    Raises: RefusedError as Slack documents.
    """
    content = _content(call)
    check_view(content, "modal")
    return {"view": call.hub.views.open(_person(call), content).to_json()}


def push_view(call: Call) -> Json:
    """Answer views.push.

    Raises: RefusedError as Slack documents.
    """
    content = _content(call)
    check_view(content, "modal")
    return {"view": call.hub.views.push(_person(call), content).to_json()}


def update_view(call: Call) -> Json:
    """Answer views.update.

    Raises: RefusedError as Slack documents.
    """
    arguments = call.arguments
    view = call.hub.views.find(arguments.text("view_id"), arguments.text("external_id"))
    return {"view": call.hub.views.update(view, _content(call), arguments.text("hash") or None).to_json()}


def publish_view(call: Call) -> Json:
    """Answer views.publish.

    Raises: RefusedError as Slack documents.
    """
    if not call.hub.manifest.has_home:
        raise RefusedError("not_enabled")
    person = call.arguments.text("user_id")
    if person not in call.hub.state.people:
        raise RefusedError("invalid_arguments", ["invalid `user_id`"])
    view = call.hub.views.publish(person, _content(call), call.arguments.text("hash") or None)
    return {"view": view.to_json()}


def _person(call: Call) -> str:
    """Give the person behind the trigger, which is used up: only once everything else is known to be right."""
    return call.hub.passes.use_trigger(call.arguments.text("trigger_id"))


def _content(call: Call) -> Json:
    content = call.arguments.data("view")
    if content is None:
        raise RefusedError("invalid_arguments", ["missing required field: view [json-pointer:/view]"])
    return content
