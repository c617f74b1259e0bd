"""Requests for lists: pages, filters, orders, searches, marks, exports; by parameters that fit and that must not."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from generator.app import Field, Record
from leaks.asker import NONSENSE, Asker
from leaks.canaries import WORD
from leaks.facts import Here
from leaks.guards import STATE
from leaks.requests import Guess, Pairs, Request
from leaks.wording import states_told, told
from leaks.world import Cell

API = "/api/v1"
WHOLE: Pairs = (("_size", "100"),)
LISTS = {"list": "", "csv": ".csv", "xlsx": ".xlsx", "filters": "/filter", "api list": ""}
TEXTS = frozenset({"text", "email", "phone", "url"})
NUMBERS = frozenset({"integer", "decimal", "percent", "money"})
UNSORTABLE = frozenset(
    {"links", "lines", "files", "choices", "file", "image", "longtext", "richtext", "address", "account"}
)
UNFILTERABLE = frozenset({"lines", "file", "files", "image", "longtext", "richtext", "address", "duration", "account"})
BUILT_IN_KINDS = {"id": "integer", "revision": "integer", "created": "datetime", "updated": "datetime"}


def list_requests(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    """Of one kind of list and one record type. `expects` is `rows` where all rows must come, and only those."""
    path = path_of(record, kind)
    plain: Pairs = () if kind in ("csv", "xlsx", "filters") else WHOLE
    yield Request(kind, path, record=record.key, query=plain, expects="rows")
    if kind in ("list", "api list"):
        yield from _paged(asker, record, kind, path)
    hidden = asker.conditional(record) if asker.reads(record) else frozenset()
    asked = Request(kind, path, record=record.key)
    for query, expects, field in (*_sorted(asker, record), *_odd(asker, record, kind)):
        yield replace(asked, query=(*plain, *query), expects=expects, field=field, telling=field in hidden)
    for query, expects, field, guess in (*_filtered(asker, record), *searches(asker, record)):
        telling = field in hidden and (guess is not None or expects.startswith(("from ", "to ")))
        yield replace(asked, query=(*plain, *query), expects=expects, field=field, guess=guess, telling=telling)


def path_of(record: Record, kind: str) -> str:
    if kind == "api list":
        return f"{API}/{record.address}/"
    return f"/{record.address}{LISTS[kind] or '/'}"


def _paged(asker: Asker, record: Record, kind: str, path: str) -> Iterator[Request]:
    pages: tuple[Pairs, ...] = (
        (("_size", "2"),),
        (("_size", "2"), ("_page", "2")),
        (("_size", "1"), ("_page", "40")),
    )
    for query in pages:  # only a list that goes on is counted by itself
        yield Request(kind, path, query=query, record=record.key, expects="some rows", telling=query == pages[0])
    for sort in ("-id", "id"):
        for mark in asker.ids(record)[:6]:
            query = (
                *WHOLE,
                *((("_sort", sort),) if sort == "id" else ()),
                ("_after", mark_of(sort, "int", mark, mark)),
            )
            yield Request(kind, path, query=query, record=record.key, expects="some rows")
    for name, field in asker.fields(record).items():
        if field.kind in TEXTS:
            for key, cell, _seen in list(asker.cells(record, name))[:1]:
                query = (*WHOLE, ("_sort", name), ("_after", mark_of(name, "str", str(cell), key)))
                expects = "some rows" if name in asker.readable(record) else "refused"
                yield Request(kind, path, query=query, record=record.key, expects=expects, field=name)


def mark_of(sort: str, kind: str, value: object, record_id: int) -> str:
    """A mark that a list would go on from, as somebody writes it who has seen others'."""
    packed = json.dumps([sort, kind, str(value), str(record_id)], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def _sorted(asker: Asker, record: Record) -> Iterator[tuple[Pairs, str, str]]:
    seen = asker.readable(record)
    for name in asker.names(record):
        field = asker.fields(record).get(name)
        fits = field is None or field.kind not in UNSORTABLE
        plain = field is not None and field.kind not in ("link", "links")  # links are sorted by titles
        expects = (
            (("rows in order" if plain else "rows") if fits else "") if name in seen and "." not in name else "refused"
        )
        known = name in ("id", "created_by", "updated_by")  # by the id anybody may sort, by accounts nobody
        yield (("_sort", name),), "" if known else expects, name
        yield (("_sort", f"-{name}"),), "" if known else expects, name


def _odd(asker: Asker, record: Record, kind: str) -> Iterator[tuple[Pairs, str, str]]:
    """Parameters that there are not."""
    columns = ",".join(name for name in asker.fields(record) if name not in asker.readable(record))
    yield (("_columns", columns or "nothing"),), "refused", ""
    yield (("_everything", "1"),), "refused", ""
    yield (("nothing_like_it", "1"),), "refused", ""
    for portal in asker.world.app.portals.values():
        for entry in portal.menu:
            ours = portal.key == asker.person.portal and entry.record == record.key
            yield (("_view", entry.name),), "some rows" if ours else "", ""


def _filtered(asker: Asker, record: Record) -> Iterator[tuple[Pairs, str, str, Guess | None]]:
    seen = asker.readable(record)
    yield from _raw_states(asker, record)
    for name, field in asker.fields(record).items():
        cells = [
            (key, told(asker.expectation, Here(record.key, key), name), seen)
            for key, _, seen in asker.cells(record, name)
        ]
        for _key, cell, visible in (*cells[:2], *cells[-1:]):
            text = text_of(field, cell)
            if text is None or field.kind in UNFILTERABLE:
                continue
            expects = f"equal {text}" if name in seen else "refused"
            yield ((name, text),), expects, name, None if visible else _wrong(asker, field, cell, text)
            if field.kind in NUMBERS | {"date", "datetime"}:
                for way in ("from", "to"):
                    ranged = "some rows" if field.kind == "datetime" else f"{way} {text}"
                    yield ((f"{name}_{way}", text),), ranged if name in seen else "refused", name, None


def _raw_states(asker: Asker, record: Record) -> Iterator[tuple[Pairs, str, str, Guess | None]]:
    """States that stand under a word of another name are none to this person."""
    known = states_told(asker.expectation, record)
    for state in record.choices_of(STATE):
        if record.workflow is not None and state not in known:
            yield ((STATE, state),), "refused", STATE, None


def _wrong(asker: Asker, field: Field, cell: Cell, text: str) -> Guess | None:
    """A value of the same form that nobody has."""
    if field.kind in ("link", "links"):
        visible = asker.expectation.rows(field.target or "")
        return None if int(text) in visible else Guess(text, str(asker.missing(int(text))))
    word = word_in(text) if field.kind in TEXTS else ""
    return Guess(word, nonsense_like(word)) if word else None


def text_of(field: Field, cell: Cell) -> str | None:
    """A value as it stands in an address."""
    if isinstance(cell, tuple):
        first = cell[0] if cell else None
        return str(first) if isinstance(first, int | str) else None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime):
        return None
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str | int | Decimal):
        return str(cell)
    return None


def searches(asker: Asker, record: Record) -> Iterator[tuple[Pairs, str, str, Guess | None]]:
    """Words of cells; one that may not be seen must find just what nonsense finds."""
    yield (("q", "e"),), "some rows", "", None
    for name, field in asker.fields(record).items():
        if field.kind in TEXTS | {"longtext", "richtext", "address"}:
            for _key, cell, visible in list(asker.cells(record, name))[:2]:
                word = word_in(str(cell))
                if word:
                    yield (("q", word),), "some rows", name, None if visible else Guess(word, nonsense_like(word))


def word_in(text: str) -> str:
    """The canary in a text, as it is written there; "" where there is none."""
    found = WORD.search(text)
    return found[0] if found else ""


def nonsense_like(word: str) -> str:
    """A word of the same length and case that no cell holds."""
    return NONSENSE.lower() if word.islower() else NONSENSE
