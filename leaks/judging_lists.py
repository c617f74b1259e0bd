"""Whether a list has just the records that it must: their ids, their number and their order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.app import Field, Record
from leaks import reading
from leaks.asker import Asker
from leaks.facts import Here
from leaks.guards import STATE
from leaks.requests import Answer, Request
from leaks.requests_lists import text_of
from leaks.wording import states_told, told

Fault = tuple[str, str]
"""Where in the answer, and what."""
PAGE = 100
RELATED = 10
"""So many rows a list on the page of a record has at most."""


def judge_list(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    """Ids and counts of a list by HTML, CSV, XLSX or JSON."""
    record = asker.world.app.records[request.record]
    if not asker.reads(record):
        if answer.code < 400:
            yield "status line", f"{answer.status} for a list that is not this person's to see"
        return
    if answer.code != 200:
        if request.expects.startswith("rows"):
            yield "status line", f"{answer.status} for a list that this person may see"
        return
    allowed = asker.expectation.rows(record.key)
    expected = _expected(asker, record, request)
    count, found = _found(request.kind, answer)
    if found is not None and (beyond := set(found) - allowed):
        yield "rows", f"has {len(beyond)} records that may not be seen, such as {record.key} {min(beyond)}"
    if count > len(allowed):
        yield "count", f"says {count}, but only {len(allowed)} may be seen"
    if expected is None or len(allowed) > PAGE:
        return
    if count != len(expected):
        yield "count", f"says {count}, but {len(expected)} may be seen of it"
    if found is not None and set(found) != expected:
        yield "rows", f"differ from what may be seen: {sorted(set(found) ^ expected)[:5]}"
    if found is not None and request.expects == "rows in order":
        yield from _order(asker, request, found)


def judge_related(asker: Asker, target: int, answer: Answer) -> Iterator[Fault]:
    """The lists on the page of a record: of what links to it, and is seen to."""
    for record, name, count, found in reading.related_of(answer.text):
        rows = asker.world.rows[record]
        tied = {
            each
            for each in asker.expectation.rows(record)
            if asker.sees(record, each, name) and target in as_tuple(rows[each][name])
        }
        if set(found) - tied:
            yield "related", f"{record} by {name} has {sorted(set(found) - tied)[:5]}, which may not be seen"
        if count != min(len(tied), RELATED):
            yield "related", f"says {count} of {record} by {name}, but {min(len(tied), RELATED)} may be seen"


def _order(asker: Asker, request: Request, found: list[int]) -> Iterator[Fault]:
    """Rows whose value may not be seen stand last, as those without one do."""
    rows, name = asker.world.rows[request.record], request.field
    empty = [rows[each].get(name) is None or not asker.sees(request.record, each, name) for each in found]
    if empty != sorted(empty):
        yield "rows", f"their order by {name} follows values that may not be seen"
    elif name == STATE and asker.world.app.records[request.record].workflow is not None:
        yield from _order_of_states(
            asker, request, [each for each, is_empty in zip(found, empty, strict=True) if not is_empty]
        )


def _order_of_states(asker: Asker, request: Request, found: list[int]) -> Iterator[Fault]:
    """As the states stand in the specs, in this person's words; those of one state by their ids."""
    states = list(states_told(asker.expectation, asker.world.app.records[request.record]))
    keys = [(states.index(str(told(asker.expectation, Here(request.record, each), STATE))), each) for each in found]
    if keys != sorted(keys, reverse=f"-{STATE}" in dict(request.query).values()):
        yield "rows", "their order by state is not that of the states that this person knows"


def _found(kind: str, answer: Answer) -> tuple[int, list[int] | None]:
    """The count that the answer tells, and the ids where it names them."""
    if kind == "csv":
        return reading.lines_of_csv(answer), None
    if kind == "xlsx":
        return reading.lines_of_xlsx(answer), None
    if kind == "api list":
        told = reading.json_of(answer)
        return int(told.get("count", 0)), [int(each["id"]) for each in told.get("result", ())]
    return reading.count_of_page(answer.text), reading.rows_of_page(answer.text)


def _expected(asker: Asker, record: Record, request: Request) -> set[int] | None:
    """The ids that the list must have; None where this judge does not know."""
    allowed = asker.expectation.rows(record.key)
    if request.expects.startswith("rows"):
        return set(allowed)
    how, _, text = request.expects.partition(" ")
    field = asker.fields(record).get(request.field)
    if field is None or how not in ("equal", "from", "to"):
        return None
    shown = {each for each in allowed if asker.sees(record.key, each, field.name)}
    cells = {each: told(asker.expectation, Here(record.key, each), field.name) for each in shown}
    if how != "equal":
        return {each for each, cell in cells.items() if _is_within(field, text_of(field, cell), how, text)}
    if field.kind in ("link", "links"):
        seen = asker.expectation.rows(field.target or "")
        return {each for each, cell in cells.items() if int(text) in as_tuple(cell) and int(text) in seen}
    if field.kind == "choices":
        return {each for each, cell in cells.items() if text in as_tuple(cell)}
    return {each for each, cell in cells.items() if text_of(field, cell) == text}


def _is_within(field: Field, value: str | None, how: str, bound: str) -> bool:
    """Whether a number or a day is in a range that is open at one end; both as they stand in an address."""
    if value is None:
        return False
    if field.kind == "date":
        at, end = date.fromisoformat(value).toordinal(), date.fromisoformat(bound).toordinal()
        return at >= end if how == "from" else at <= end
    return Decimal(value) >= Decimal(bound) if how == "from" else Decimal(value) <= Decimal(bound)


def as_tuple(cell: object) -> tuple[object, ...]:
    return cell if isinstance(cell, tuple) else (cell,)
