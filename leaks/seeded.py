"""Bugs, each of them one that somebody could make: the runtime, broken at one place for as long as a block runs.

They prove the oracle, which knows nothing of them. Nothing here is imported by a run that does not prove itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any, cast

import flask
from sqlalchemy import true

from leaks.breaking import (
    UNSCOPED,
    Bug,
    is_at,
    patched,
    under,
    unscoped,
    while_set,
)
from leaks.site import ScratchSite
from runtime.scope import options
from runtime.scope.cells import Cells
from runtime.scope.reader import Reader
from runtime.scope.results import Permits
from runtime.scope.rows import PermitsReader
from runtime.scope.sources import Sources
from runtime.security.cookies import Cookies
from runtime.security.sessions import Sessions
from runtime.service import writing


@contextmanager
def _any_link(_site: ScratchSite) -> Iterator[None]:
    """Linked records are joined without their own rule."""

    def linked(self: Sources, source: Any, readable: Any) -> Any:
        return self._join(source, readable, readable.field.target, seen=False)

    with patched(Sources, "linked", linked):
        yield


@contextmanager
def _any_target(_site: ScratchSite) -> Iterator[None]:
    with patched(writing, "find_wrong_links", lambda _change: ()):
        yield


@contextmanager
def _any_option(_site: ScratchSite) -> Iterator[None]:
    with patched(options, "lets_pass", lambda _chosen, _sources: true()):
        yield


@contextmanager
def _edit_always(_site: ScratchSite) -> Iterator[None]:
    """What may be edited under a condition may be edited always."""
    kept = PermitsReader.read

    def read(self: PermitsReader, raw: Any) -> Permits:
        return replace(kept(self, raw), edit=tuple(name for name, _ in self.edit))

    with patched(PermitsReader, "read", read):
        yield


@contextmanager
def _delete_always(_site: ScratchSite) -> Iterator[None]:
    kept = PermitsReader.read

    def read(self: PermitsReader, raw: Any) -> Permits:
        return replace(kept(self, raw), delete=True)

    with patched(PermitsReader, "read", read):
        yield


@contextmanager
def _any_line(_site: ScratchSite) -> Iterator[None]:
    """On the page of their record, lines are read without the rule of rows."""
    with patched(Cells, "_lines", under(Cells._lines, UNSCOPED)):
        yield


@contextmanager
def _post_to_any(site: ScratchSite) -> Iterator[None]:
    """Whoever posts an edit is not asked whether they see the record."""
    record, permits = Reader.record, Reader.permits

    def careless(kept: Callable[..., Any]) -> Callable[..., Any]:
        def read(self: Reader, *given: Any) -> Any:
            if flask.request.method != "POST":
                return kept(self, *given)
            with while_set(UNSCOPED):
                return kept(self, *given)

        return read

    with patched(Reader, "record", careless(record)), patched(Reader, "permits", careless(permits)):
        yield


@contextmanager
def _any_mark(_site: ScratchSite) -> Iterator[None]:
    """From a mark on, the rule of rows is forgotten."""
    kept = Reader._rows

    def read(self: Reader, wanted: Any, size: int, start: int) -> Any:
        if wanted.after is None:
            return kept(self, wanted, size, start)
        with while_set(UNSCOPED):
            return kept(self, wanted, size, start)

    with patched(Reader, "_rows", read):
        yield


@contextmanager
def _any_count(site: ScratchSite) -> Iterator[None]:
    """On pages, rows are counted without their rule, with the statement that reads them or apart."""
    pages, kept, count = ("list", "home", "search"), Reader._rows, Reader._count

    def read(self: Reader, wanted: Any, size: int, start: int) -> Any:
        found = kept(self, wanted, size, start)
        if found.total is None or not is_at(pages):
            return found
        with while_set(UNSCOPED):
            return found._replace(total=count(self, wanted))

    with unscoped("_count", *pages)(site), patched(Reader, "_rows", read):
        yield


@contextmanager
def _any_session(site: ScratchSite) -> Iterator[None]:
    """A session of one portal is good for all."""
    kept, apps = Sessions.find, list(site.portals.values())
    cookies = [cast("Cookies", app.session_interface) for app in apps]
    secrets = [secret for each in cookies for secret in each._serializer.secret_keys]

    def find(self: Sessions, token: str) -> Any:
        siblings = (app.extensions["portal"].sessions for app in apps)
        return kept(self, token) or next(filter(None, (kept(each, token) for each in siblings)), None)

    with ExitStack() as stack:
        for each in cookies:
            stack.callback(each._read.cache_clear)
            stack.enter_context(patched(each._serializer, "secret_keys", [*secrets, *each._serializer.secret_keys]))
        stack.enter_context(patched(Sessions, "find", find))
        yield


@contextmanager
def _forbidden_is_told(_site: ScratchSite) -> Iterator[None]:
    """A record that there is, but not for this person, is 403 and not 404."""
    kept = Reader.record

    def read(self: Reader, key: str, record_id: int | str) -> Any:
        found = kept(self, key, record_id)
        if found is None:
            with while_set(UNSCOPED):
                if kept(self, key, record_id) is not None:
                    flask.abort(403)
        return found

    with patched(Reader, "record", read):
        yield


def _in_a_header(value: Callable[[Reader, Any], str]) -> Bug:
    """Every list says in a header something of all rows that there are."""

    @contextmanager
    def bug(_site: ScratchSite) -> Iterator[None]:
        kept = Reader.page

        def page(self: Reader, query: Any) -> Any:
            with while_set(UNSCOPED):
                said = value(self, query)

            def tell(response: flask.Response) -> flask.Response:
                response.headers["ETag"] = said
                return response

            flask.after_this_request(tell)
            return kept(self, query)

        with patched(Reader, "page", page):
            yield

    return bug


def _count_of_all(reader: Reader, query: Any) -> str:
    return f'W/"{reader._count(reader._wanted(query))}"'


BUGS: Mapping[str, Bug] = {
    "list without the rule of rows": unscoped("_rows", "list"),
    "count without the rule of rows": _any_count,
    "export without the rule of rows": unscoped("whole"),
    "choices without the rule of rows": unscoped("options"),
    "choices of a select without the rule of rows": unscoped("few_options"),
    "choices without their condition": _any_option,
    "file of any record": unscoped("file"),
    "page of any record": unscoped("record", "detail"),
    "confirmation of any record": unscoped("record", "received"),
    "search without the rule of rows": unscoped("_rows", "search"),
    "home page without the rule of rows": unscoped("_rows", "home"),
    "related list without the rule of rows": unscoped("related"),
    "title of any linked record": _any_link,
    "link to any record": _any_target,
    "edit of any record": _post_to_any,
    "edit though its condition fails": _edit_always,
    "delete though its condition fails": _delete_always,
    "lines without their own rule": _any_line,
    "mark that drops the rule of rows": _any_mark,
    "session of another portal": _any_session,
    "forbidden told from missing": _forbidden_is_told,
    "count of all in a header": _in_a_header(_count_of_all),
}
API_BUGS: Mapping[str, Bug] = {
    "API list without the rule of rows": unscoped("_rows", "api list"),
    "API record of anybody": unscoped("record", "api record"),
}
"""For sites of which a portal has an API."""
