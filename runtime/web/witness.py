"""What a request showed goes into the touch log when its answer is ready. The one place where pages meet the log."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Request, Response

from runtime.declarations.access import RecordType
from runtime.scope import FileRow, Sight, Sights
from runtime.scope.sights import UNKNOWN
from runtime.security.present import member
from runtime.touches import Act, Door, Way
from runtime.web.api import answers
from runtime.web.portal import asked, kept_here, portal_context

SHOWN = frozenset({200, 201, 409, 422})
"""The answers that show records; the others send on, or refuse."""
ACTS = {
    "RecordView.home": Act.LIST,
    "RecordView.list": Act.LIST,
    "RecordView.search": Act.SEARCH,
    "RecordView.history": Act.HISTORY,
    "PortalApi.records": Act.LIST,
}
"""By endpoint, what is more than a view."""
ASKED = frozenset({Act.LIST, Act.SEARCH})


def install(app: Flask) -> None:
    app.after_request(_note)


def sights() -> Sights:
    """What this request shows."""
    kept = kept_here()
    found: Sights | None = kept.get("sights")
    if found is None:
        found = kept.sights = Sights()
    return found


def export_note(way: Way) -> Callable[[], None]:
    """To be called before anything of what was read leaves: it then stands in the log. It needs no request."""
    read, log, door, words = sights(), portal_context().touches, _door(way), _asked()

    def note() -> None:
        log.now(Act.EXPORT, door, read, words)
        read.clear()

    return note


def note_file(record: RecordType, record_id: int, file: FileRow) -> None:
    """The file stands in the log, with its id, before its first byte leaves."""
    sight = Sight(record.key, (), {record_id: UNKNOWN})
    portal_context().touches.now(Act.FILE, _door(_way()), [sight], f"{file.id} {file.name}")


def _note(response: Response) -> Response:
    """What was asked for counts even where nothing was found."""
    kept = kept_here()
    read: Sights | None = kept.get("sights")
    if read is not None and response.status_code in SHOWN and kept.principal is not None:
        act = _act(asked())
        if act is Act.SEARCH or read:
            door = _door(_way())
            portal_context().touches.soon(act, door, read, _asked() if act in ASKED else "")
    return response


def _act(here: Request) -> Act:
    act = ACTS.get(here.endpoint or "", Act.VIEW)
    return Act.SEARCH if act is Act.LIST and "q" in here.args else act


def _asked() -> str:
    return asked().query_string.decode("utf-8", "replace")


def _way() -> Way:
    return Way.API if answers.is_asked() else Way.PAGE


def _door(way: Way) -> Door:
    found = member()
    assert found is not None  # nobody else is shown records
    who = found.principal
    return Door(who.account_id, found.viewer_id, who.portal, who.role, way)
