"""Tells handlers of hand-written code what happens, and holds them to what they may do.

Before the commit a handler refuses, sets fields, or fails; whatever it does wrong, nothing is saved. After the commit
it can only react: what it raises is logged.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from runtime.records import fields_of
from runtime.scope import Reader
from runtime.scope.policy import is_entered
from runtime.service.change import Change, current_values
from runtime.service.computing import Computing
from runtime.service.events import (
    Answer,
    Committed,
    Created,
    Deleted,
    Edited,
    ExtensionError,
    Happening,
    Refusable,
    Saved,
    Scene,
    Sets,
    Values,
)
from runtime.service.judging import place_of
from runtime.service.linking import links_of
from runtime.service.outcomes import GENERAL, Refused

log = logging.getLogger(__name__)

E = TypeVar("E", bound=Happening)
EVENTS: tuple[type[Happening], ...] = (Saved, Created, Edited, Deleted, Committed)


@dataclass(frozen=True, slots=True)
class Handler(Generic[E]):
    """A function with the events that it is told of, each of a record type: its key, or its mapped class."""

    function: Callable[[E], None]
    topics: tuple[tuple[type[Happening], str | type[Any]], ...]

    @property
    def name(self) -> str:
        return f"{self.function.__module__}.{self.function.__qualname__}"

    def __call__(self, event: E) -> None:
        self.function(event)


class Handlers:
    """The handlers of a site, by record type and event. Raises ExtensionError for a record type that there is not."""

    def __init__(self, handlers: Iterable[Handler[Any]], models: Mapping[str, type[Any]]) -> None:
        self._told: dict[tuple[str, type[Happening]], list[Handler[Any]]] = {}
        for handler in handlers:
            for event, record in handler.topics:
                for key in _keys(handler, record, models):
                    for kind in EVENTS:
                        if issubclass(kind, event):
                            self._told.setdefault((key, kind), []).append(handler)

    def of(self, key: str, event: type[Happening]) -> list[Handler[Any]]:
        return self._told.get((key, event), [])


def _keys(handler: Handler[Any], record: str | type[Any], models: Mapping[str, type[Any]]) -> list[str]:
    found = [key for key, model in models.items() if record in (key, model)]
    if not found:
        raise ExtensionError(f"{handler.name} waits for {record!r}, which is no record type of this site.")
    return found


NOBODY = Handlers((), {})


def tell_saved(change: Change, computing: Computing) -> bool:
    """Before the record is written; whether a handler has set anything. Raises Refused, ExtensionError."""
    kind: type[Saved] = Created if change.fresh else Edited
    handlers = change.handlers.of(change.record.key, kind)
    refusals: list[tuple[str, str]] = []
    has_set = False
    for handler in handlers:
        answer = Answer(change.fields, _settable(change))
        _run(handler, _saved(kind, change, answer))
        refusals += answer.refusals
        if answer.values:
            has_set = True
            _apply(handler, change, answer.values)
            computing.compute_own(change.record, change.entity, change.given)
    _refuse(change, refusals)
    return has_set


def tell_deleted(change: Change) -> None:
    """Before the record is deleted. Raises Refused, ExtensionError."""
    refusals: list[tuple[str, str]] = []
    for handler in change.handlers.of(change.record.key, Deleted):
        answer = Answer(change.fields, frozenset())
        before = Values(_now(change), _sets_stored(change))
        _run(handler, Deleted(_scene(change), answer, before))
        refusals += answer.refusals
    _refuse(change, refusals)


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told after the commit, kept from before it; `event` is None where nobody waits for it."""

    handlers: tuple[Handler[Committed], ...] = ()
    event: Committed | None = None


def notice_of_saved(change: Change) -> Notice:
    """To be taken when everything is written."""
    handlers = tuple(change.handlers.of(change.record.key, Committed))
    if not handlers:
        return Notice()
    before = None if change.fresh else Values(dict(change.before.values), _frozen(_sets_before(change)))
    after = Values(_now(change), _frozen(_sets_after(change)))
    return Notice(handlers, Committed(_scene(change), before, after, change.changed))


def notice_of_deleted(change: Change) -> Notice:
    """To be taken while the record is there."""
    handlers = tuple(change.handlers.of(change.record.key, Committed))
    if not handlers:
        return Notice()
    before = Values(_now(change), _frozen(_sets_stored(change)))
    return Notice(handlers, Committed(_scene(change), before, None, frozenset()))


def tell_committed(notice: Notice, reader: Callable[[], Reader]) -> None:
    """`reader` reads on its own, since the transaction is over. Never raises: the change stands."""
    for handler in notice.handlers:
        assert notice.event is not None
        try:
            handler(replace(notice.event, _scene=replace(notice.event._scene, read=reader())))
        except Exception:
            log.exception("%s failed after the commit; the change stands", handler.name)


def _run(handler: Handler[Any], event: Refusable) -> None:
    """Whatever a handler raises is a fault of its own: it must not pass for the answer of the service or of a page."""
    function: Callable[[Any], object] = handler.function
    try:
        answer = function(event)
    except Exception as error:
        raise ExtensionError(f"{handler.name} failed") from error
    if answer is not None:
        raise ExtensionError(f"{handler.name} returned a {type(answer).__name__}; to refuse, it says event.refuse(…)")


def _saved(kind: type[Saved], change: Change, answer: Answer) -> Saved:
    before = None if change.fresh else Values(dict(change.before.values), _sets_before(change))
    after = _now(change)
    return kind(_scene(change), answer, before, Values(after, _sets_after(change)), change.changed, after)


def _scene(change: Change) -> Scene:
    return Scene(change.record.key, change.entity.id, change.principal, change.given.moment, change.reader)


def _settable(change: Change) -> frozenset[str]:
    """All but what the product writes by itself."""
    own = {"number"} if change.record.number else set()
    return frozenset(
        name
        for name, field in change.fields.items()
        if field.column and is_entered(change.record, name) and name not in own
    )


def _apply(handler: Handler[Any], change: Change, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        field = change.fields[name]
        if field.kind == "link" and value is not None:
            model = change.site.records[field.target or ""].model
            if change.session.scalar(sa.select(model.id).where(model.id == value)) is None:
                raise ExtensionError(f"{handler.name} set {name!r} to {value}, which is the id of no {field.target}")
        setattr(change.entity, field.column, value)


def _refuse(change: Change, refusals: Iterable[tuple[str, str]]) -> None:
    """At a field only where it stands in this portal's form: its very name may be unknown to the person."""
    errors: dict[str, list[str]] = {}
    for name, words in refusals:
        errors.setdefault(place_of(change, (name,)) if name != GENERAL else GENERAL, []).append(words)
    if errors:
        raise Refused(errors)


def _now(change: Change) -> dict[str, Any]:
    return current_values(change.record, change.entity)


def _sets_of(change: Change) -> list[str]:
    return [name for name, field in fields_of(change.record.model).items() if field.kind == "links"]


def _sets_stored(change: Change) -> Sets:
    return {name: partial(links_of, change.session, change.record, change.entity.id, name) for name in _sets_of(change)}


def _sets_before(change: Change) -> Sets:
    known = {name: partial(_same, old) for name, old in change.before.sets.items()}
    return {**_sets_stored(change), **known}


def _sets_after(change: Change) -> Sets:
    """A set that the portal fills in is known when the record is written, not before."""
    entered, filled = change.entry.values, change.filled
    stored: Sets = {} if change.fresh else _sets_stored(change)
    known: Sets = {
        name: partial(_same, entered.get(name, ())) for name in _sets_of(change) if change.fresh or name in entered
    }
    return {name: read for name, read in {**stored, **known}.items() if name not in filled}


def _same(value: tuple[int, ...]) -> tuple[int, ...]:
    return value


def _frozen(sets: Sets) -> Sets:
    """Read now: after the commit there is no transaction to read in."""
    return {name: partial(_same, read()) for name, read in sets.items()}


def refuse_unfit(function: Callable[..., Any]) -> None:
    """Raises TypeError for a function that would not run when it is called, or that stands where nobody looks."""
    name = function.__qualname__
    kinds = (inspect.iscoroutinefunction, inspect.isgeneratorfunction, inspect.isasyncgenfunction)
    if any(is_one(function) for is_one in kinds):
        raise TypeError(f"{name} must be a plain function: called as it is, it would not run")
    if "." in name.rpartition("<locals>.")[2]:
        raise TypeError(f"{name} must be a function of the module, not of a class")
