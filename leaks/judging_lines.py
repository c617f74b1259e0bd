"""Whether the lines of a record are just those that they must be: on its page, in its form, by the interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.app import Record
from generator.names import BUILT_IN
from leaks import reading
from leaks.asker import Asker
from leaks.judging_lists import Fault, as_tuple
from leaks.requests import Answer, Request

ALWAYS = frozenset({"id", "revision"})


def judge_lines(
    asker: Asker, record: Record, record_id: int, answer: Answer, label: Callable[[Record, str], str]
) -> Iterator[Fault]:
    """The tables on the page of a record: how many lines each has, and no column that none of them shows."""
    for field, heads, count in reading.lines_of(answer.text):
        line, ids = asker.expectation.lines(record.key, record_id, field)
        if count != len(ids):
            yield "lines", f"says {count} of {field}, but {len(ids)} may be seen"
        kind = asker.world.app.records[line]
        allowed = {label(kind, name) for name in _seen(asker, line, ids)}
        if beyond := set(heads) - allowed:
            yield "lines", f"has the columns {sorted(beyond)} of {field}, which may not be seen"


def judge_told_lines(asker: Asker, record: Record, record_id: int, told: Mapping[str, Any]) -> Iterator[Fault]:
    """The lists within a record that the interface tells."""
    for field in record.fields:
        if field.lines is None or field.name not in told:
            continue
        line, ids = asker.expectation.lines(record.key, record_id, field.name)
        found = [int(each["id"]) for each in told[field.name]]
        if found != sorted(ids):
            yield "lines", f"{field.name} has {found[:5]}, but these may be seen: {sorted(ids)[:5]}"
        for each in told[field.name]:
            seen = {name for name in _names(asker, line) if asker.sees(line, int(each["id"]), name)} - ALWAYS
            if each.keys() - {"id"} != seen:
                yield "lines", f"the fields of {each['id']} differ from what may be seen: {sorted(each.keys() ^ seen)}"


def judge_lines_of_form(asker: Asker, request: Request, answer: Answer, open_to: frozenset[str]) -> Iterator[Fault]:
    """Each line of a form asks only what may be entered in it, and offers only what may be chosen."""
    record = asker.world.app.records[request.record]
    lines = {field.name: field.lines.record for field in record.fields if field.lines and field.name in open_to}
    known = reading.lines_of_form(answer.text)
    for asked, ids in reading.questions_of(answer.text).items():
        start, _, name = asked.rpartition("-")
        if start not in known:
            continue
        line, stored = lines.get(start.rpartition("-")[0]), known[start][0]
        if line is None or name not in _enterable(asker, line, stored):
            yield "lines", f"asks for {asked}, which may not be set"
        else:
            yield from _offered(asker, line, stored, name, ids - asker.expectation.rows(line))
    for start, (stored, removable) in known.items():
        line = lines.get(start.rpartition("-")[0])
        if (
            line is not None
            and stored is not None
            and removable != asker.expectation.removable_from_owner(line, stored)
        ):
            yield "lines", f"{start} can{'' if removable else 'not'} be removed"


def _enterable(asker: Asker, line: str, stored: int | None) -> frozenset[str]:
    if stored is None:
        return asker.expectation.creatable_in_owner(line)
    return asker.expectation.editable_in_owner(line, stored)


def _offered(asker: Asker, line: str, stored: int | None, name: str, ids: frozenset[int]) -> Iterator[Fault]:
    field = asker.fields(asker.world.app.records[line]).get(name)
    if field is None or field.kind not in ("link", "links"):
        return
    held = {each for each in as_tuple(asker.world.rows[line].get(stored or 0, {}).get(name)) if isinstance(each, int)}
    may_hold = asker.expectation.rows(field.target or "") & held
    wrong = ids - asker.expectation.choices(line, name) - may_hold
    if wrong:
        yield "lines", f"{name} offers {len(wrong)} records that may not be seen, such as {min(wrong)}"


def _seen(asker: Asker, line: str, ids: frozenset[int]) -> set[str]:
    names = (name for name in _names(asker, line) if name not in BUILT_IN)
    return {name for name in names if any(asker.sees(line, each, name) for each in ids)}


def _names(asker: Asker, line: str) -> Iterator[str]:
    """What may be seen of a line, but for whose it is."""
    return (name for name in asker.expectation.names(line) if name != asker.world.app.records[line].parent)
