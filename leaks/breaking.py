"""The tools of seeded bugs: attributes replaced for a while, and flags under which the scope forgets a part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any

import flask
from sqlalchemy import true

from leaks.site import ScratchSite
from runtime.records import BUILT_IN, fields_of
from runtime.scope import lists
from runtime.scope import reader as readers
from runtime.scope.policy import Policy, Readable
from runtime.scope.reader import Reader
from runtime.scope.results import BadQuery
from runtime.scope.sources import Sources

Bug = Callable[[ScratchSite], AbstractContextManager[None]]
Flag = ContextVar[bool]
UNSCOPED: Flag = ContextVar("unscoped", default=False)
"""The record that is asked for has no rule of rows."""
ALL_READABLE: Flag = ContextVar("all_readable", default=False)
"""Every field may be seen, always."""
RAW: Flag = ContextVar("raw", default=False)
"""Fields have no conditions."""
ASKING: ContextVar[Policy] = ContextVar("asking")
RECORD: ContextVar[str] = ContextVar("record")


@contextmanager
def patched(owner: Any, name: str, value: object) -> Iterator[None]:
    kept = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, kept)


@contextmanager
def while_set(flag: Flag) -> Iterator[None]:
    token = flag.set(True)
    try:
        yield
    finally:
        flag.reset(token)


def everything(policy: Policy, record: str) -> Mapping[str, Readable]:
    fields = {**fields_of(policy.site.records[record].model), **BUILT_IN}
    return {name: Readable(name, field, ()) for name, field in fields.items()}


@contextmanager
def breakable(site: ScratchSite) -> Iterator[None]:
    """The scope heeds the flags, and keeps no statement that was made under one, nor one from before."""
    rows, shown, readable, shape = Sources.rows, Sources.shown, Policy.readable, Reader._shape

    def careless_rows(self: Sources, source: Any) -> Any:
        return true() if UNSCOPED.get() and source is self.root else rows(self, source)

    def careless_shown(self: Sources, source: Any, found: Readable, value: Any) -> Any:
        return value if RAW.get() else shown(self, source, found, value)

    def careless_readable(self: Policy, key: str) -> Mapping[str, Readable]:
        return everything(self, key) if ALL_READABLE.get() else readable(self, key)

    def careless_shape(self: Reader, key: tuple[object, ...], make: Callable[..., Any]) -> Any:
        if UNSCOPED.get():
            return make(self._policy, self._given, self._database.engine.dialect)
        return shape(self, key, make)

    with ExitStack() as stack:
        stack.callback(forget_statements, site)
        for owner, name, value in (
            (Sources, "rows", careless_rows),
            (Sources, "shown", careless_shown),
            (Policy, "readable", careless_readable),
            (Reader, "_shape", careless_shape),
        ):
            stack.enter_context(patched(owner, name, value))
        forget_statements(site)
        yield


def forget_statements(site: ScratchSite) -> None:
    for app in site.portals.values():
        app.extensions["portal"].scopes.shapes._kept.clear()


def unscoped(method: str, *endpoints: str) -> Bug:
    """The rule of rows is missing in one of the reader's answers, on the pages of these endpoints (none: on all)."""

    @contextmanager
    def bug(_site: ScratchSite) -> Iterator[None]:
        kept = getattr(Reader, method)

        def careless(self: Reader, *given: Any, **named: Any) -> Any:
            if endpoints and not is_at(endpoints):
                return kept(self, *given, **named)
            with while_set(UNSCOPED):
                return kept(self, *given, **named)

        with patched(Reader, method, careless):
            yield

    return bug


def is_at(endpoints: tuple[str, ...]) -> bool:
    """`api list` and `api record` are those of the API; others are endpoints of `RecordView`."""
    path = flask.request.path
    if not path.startswith("/api/v1/"):
        return any(flask.request.endpoint == f"RecordView.{each}" for each in endpoints)
    return ("api list" if path.endswith("/") else "api record") in endpoints


@contextmanager
def asking_for_all(check: str, make: str) -> Iterator[None]:
    """Names that the reader does not see pass the check, and are asked of the database."""
    checked, made, wanted = getattr(readers, check), getattr(lists, make), Reader._wanted

    def check_all(given: Any, readable: Any, *rest: Any) -> Any:
        try:
            return checked(given, readable, *rest)
        except BadQuery:
            return checked(given, everything(ASKING.get(), RECORD.get()), *rest)

    def make_all(*given: Any) -> Any:
        with while_set(ALL_READABLE):
            return made(*given)

    def want(self: Reader, query: Any) -> Any:
        ASKING.set(self._policy)
        RECORD.set(query.record)
        return wanted(self, query)

    with patched(readers, check, check_all), patched(lists, make, make_all), patched(Reader, "_wanted", want):
        yield


def raw_in(*names: str) -> Bug:
    """These functions of the lists use the stored value where a condition hides it."""

    @contextmanager
    def bug(_site: ScratchSite) -> Iterator[None]:
        with ExitStack() as stack:
            for name in names:
                stack.enter_context(patched(lists, name, under(getattr(lists, name), RAW)))
            yield

    return bug


def under(kept: Callable[..., Any], flag: Flag) -> Callable[..., Any]:
    def careless(*given: Any, **named: Any) -> Any:
        with while_set(flag):
            return kept(*given, **named)

    return careless
