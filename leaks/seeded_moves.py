"""Bugs in moves, as those of `leaks.seeded`: a guard that is forgotten, a value that is taken, a word too many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import flask

from leaks.breaking import UNSCOPED, Bug, patched, unscoped, while_set
from leaks.requests_lists import API
from leaks.site import ScratchSite
from runtime.declarations.workflow import STATE, Do, Move, Update
from runtime.records import fields_of
from runtime.scope import rows
from runtime.scope.moving import guards_of_person
from runtime.scope.policy import Policy
from runtime.service import following, moving, service
from runtime.service.outcomes import GENERAL, Missing, NotNow
from runtime.service.turn import Turn
from runtime.web.api.portal import PortalApi
from runtime.web.api.records import RecordApi


def _without(*names: str) -> Bug:
    """Guards are left out: "when", "from", "within", or "not_by"."""

    @contextmanager
    def bug(_site: ScratchSite) -> Iterator[None]:
        kept = guards_of_person

        def careless(move: Move) -> tuple[Any, ...]:
            return tuple(each for each in kept(move) if _kind_of(each, move) not in names)

        with patched(rows, "guards_of_person", careless):
            yield

    return bug


def _kind_of(rule: Any, move: Move) -> str:
    return "when" if rule is move.when else rule.text.partition(" ")[0]


@contextmanager
def _by_anybody(_site: ScratchSite) -> Iterator[None]:
    """Who may make a move is not asked, on pages."""
    kept = Policy.moves

    def all_moves(self: Policy, key: str) -> Mapping[str, Move]:
        if flask.request.path.count(API):
            return kept(self, key)
        record, access = self.site.records[key], self.access(key)
        readable = access is not None and access.rows is not None
        if not readable or record.workflow is None or record.parent:
            return {}
        return {name: move for name, move in record.workflow.moves.items() if move.by}

    with patched(Policy, "moves", all_moves):
        yield


@contextmanager
def _of_any_record(_site: ScratchSite) -> Iterator[None]:
    """Whoever makes a move is not asked whether they see the record."""
    kept = Turn._locked

    def locked(self: Turn, record_id: int) -> Any:
        with while_set(UNSCOPED):
            return kept(self, record_id)

    with patched(Turn, "_locked", locked):
        yield


@contextmanager
def _any_field(site: ScratchSite) -> Iterator[None]:
    """The interface takes all fields with a move, not only those that it needs."""
    kept = RecordApi._init_model_schemas

    def init(self: RecordApi) -> None:
        kept(self)
        made = type(self.edit_model_schema)
        names = [name for name, each in made().load_fields.items() if not each.dump_only]
        self.move_schemas = {name: made(only=names, partial=True) for name in self.moves}

    with _anew(site), patched(RecordApi, "_init_model_schemas", init), patched(service, "only", lambda *_given: None):
        yield


@contextmanager
def _nothing_needed(_site: ScratchSite) -> Iterator[None]:
    """What a move needs may be left out."""
    kept = Turn.moved

    def moved(self: Turn, entry: Any, entity: Any, move: Move) -> Any:
        return replace(kept(self, entry, entity, move), move=replace(move, needs=()))

    with patched(Turn, "moved", moved):
        yield


@contextmanager
def _state_of_any(_site: ScratchSite) -> Iterator[None]:
    """A move of a record that this person does not see is not open now, and why."""
    kept = Turn.opened_to

    def opened(self: Turn, move: Move, record_id: int, revision: int) -> Any:
        try:
            return kept(self, move, record_id, revision)
        except Missing:
            entity = self.session.get(self.record.model, record_id)
            if entity is None:
                raise
            raise NotNow(fields_of(self.record.model)[STATE].choices[entity.state], ()) from None

    with patched(Turn, "opened_to", opened):
        yield


@contextmanager
def _hidden_state(_site: ScratchSite) -> Iterator[None]:
    """Who may not see the state is told it where a move is not open, and as steps."""

    def told(self: Turn, record_id: int) -> str:
        entity: Any = self.session.get(self.record.model, record_id)
        return fields_of(self.record.model)[STATE].choices[entity.state]

    with patched(Turn, "_state", told):
        yield


@contextmanager
def _hidden_words(_site: ScratchSite) -> Iterator[None]:
    """What is not ready for a move is named, seen or not."""
    kept = following._not_now

    def told(*given: Any) -> str:
        with while_set(UNSCOPED):
            return kept(*given)

    with patched(following, "_not_now", told):
        yield


@contextmanager
def _faults_of_any(_site: ScratchSite) -> Iterator[None]:
    """What is wrong with records that the person does not see is told as it is."""

    def told(_change: Any, errors: Mapping[str, Any]) -> dict[str, list[str]]:
        return {GENERAL: [text for words in errors.values() for text in words]}

    with patched(moving, "_discreet", told):
        yield


@contextmanager
def _of_all_that_it_reaches(_site: ScratchSite) -> Iterator[None]:
    """What follows from a move is done whatever its `where` says."""
    kept = following._reached

    def reached(root: Any, record: Any, consequence: Do | Update, move: Move | None) -> Any:
        return kept(root, record, replace(consequence, where=None), move)

    with patched(following, "_reached", reached):
        yield


@contextmanager
def _guardless_consequences(_site: ScratchSite) -> Iterator[None]:
    """What follows from a move is done whether it is ready for it or not."""
    with patched(following, "guards", lambda _move: ()):
        yield


@contextmanager
def _anew(site: ScratchSite) -> Iterator[None]:
    """The interfaces of record types are made again, now and afterwards."""
    _forget_interfaces(site)
    try:
        yield
    finally:
        _forget_interfaces(site)


def _forget_interfaces(site: ScratchSite) -> None:
    for app in site.portals.values():
        for view in app.appbuilder.baseviews:  # type: ignore[attr-defined]
            if isinstance(view, PortalApi):
                view._made.clear()


MOVE_BUGS: Mapping[str, Bug] = {
    "move by anybody": _by_anybody,
    "move of any record": _of_any_record,
    "page of a move of any record": unscoped("record", "move"),
    "move from any state": _without("from"),
    "move though its condition fails": _without("when"),
    "move that is too late": _without("within"),
    "move by who made the one before": _without("not_by"),
    "move without what it needs": _nothing_needed,
    "hidden state told where a move is not open": _hidden_state,
    "consequence for what is not ready": _guardless_consequences,
    "consequence without its condition": _of_all_that_it_reaches,
    "hidden record named where it is not ready": _hidden_words,
    "faults of hidden records told": _faults_of_any,
}
MOVE_API_BUGS: Mapping[str, Bug] = {
    "field entered with a move that does not need it": _any_field,
    "state of an unseen record told": _state_of_any,
}
"""For sites of which a portal with moves has an API."""
