"""Which change of an open modal is the newest, where several come in quick succession and are drawn by threads."""

from __future__ import annotations

import threading
from collections import OrderedDict

VIEWS_REMEMBERED = 200


class Newest:
    """Remembers the newest change of each modal that is open. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moments: OrderedDict[str, str] = OrderedDict()

    def note(self, view_id: str, moment: str) -> str:
        """Remember a change by its moment, as Slack stamps it, and give that."""
        with self._lock:
            self._moments[view_id] = max(moment, self._moments.pop(view_id, ""))
            if len(self._moments) > VIEWS_REMEMBERED:
                self._moments.popitem(last=False)
        return moment

    def is_newest(self, view_id: str, moment: str) -> bool:
        """Tell whether no later change of a modal has come since."""
        with self._lock:
            return self._moments.get(view_id, moment) <= moment
