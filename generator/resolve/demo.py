"""Demo records: every value read by the kind of its field, every link looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from generator import app
from generator import demo as resolved
from generator.demo import DemoFile, DemoLink, DemoMoment, DemoScalar
from generator.fields import KINDS
from generator.fields.kind import Scalar
from generator.names import shown
from generator.problems import Problem, Text
from generator.resolve.limits import refusals
from generator.resolve.problems import missing
from generator.spec import DemoRecord, Record, Spec
from generator.suggestion import did_you_mean

MOMENT = re.compile(r"(today|now)(?: *([+-]) *(days|hours)\(([0-9]{1,5})\))?", re.ASCII)
SECONDS = {"days": 86_400, "hours": 3_600}


@dataclass(frozen=True, slots=True)
class _Place:
    record: app.Record
    required: frozenset[str]
    spec: Spec
    problems: list[Problem]


def resolve_demo(
    spec: Spec, merged: Mapping[str, Record], records: Mapping[str, app.Record], problems: list[Problem]
) -> tuple[resolved.DemoRecord, ...]:
    """All demo records, by record type; those of unknown types are reported. `merged` have their mixins."""
    found: list[resolved.DemoRecord] = []
    for record_key, of_record in sorted(spec.demo.items()):
        record = records.get(record_key)
        if record is None and record_key in spec.unread:
            continue
        if record is None:
            problems += _unknown_type(record_key, of_record, records)
            continue
        found += demo_of(record, merged[record_key], spec, problems)
    return tuple(found)


def demo_of(record: app.Record, merged: Record, spec: Spec, problems: list[Problem]) -> list[resolved.DemoRecord]:
    """The demo records of one record type."""
    place = _Place(record, _required(merged), spec, problems)
    return [_record(each, place) for each in spec.demo.get(record.key, {}).values()]


def _required(record: Record) -> frozenset[str]:
    """The fields that each demo record has to give."""
    fields = record.fields.values()
    return frozenset(
        str(each.name)
        for each in fields
        if each.required and each.default is None and not each.formula and each.kind != "lines"
    )


def _unknown_type(
    key: str, of_record: Mapping[str, DemoRecord], records: Mapping[str, app.Record]
) -> Iterator[Problem]:
    for first in list(of_record.values())[:1]:
        hint = did_you_mean(key, records, "record types")
        message = f"these are demo records of '{key}', which is not a record type"
        yield Problem("S210", message, first.at, hint)


def _record(demo: DemoRecord, place: _Place) -> resolved.DemoRecord:
    fields = {field.name: field for field in place.record.fields}
    values: list[tuple[str, DemoScalar | tuple[DemoScalar, ...]]] = []
    for name, value in demo.values.items():
        field = fields.get(name)
        if field is None:
            place.problems.append(missing(f"demo record '{demo.key}'", "field", name, fields))
        elif field.lines is not None:
            hint = f"write them as demo records of '{field.lines.record}', each with its '{field.lines.link}'"
            place.problems.append(Problem("S222", f"'{name}' cannot be given here: lines are records", name.at, hint))
        elif field.computed:
            place.problems.append(Problem("S222", f"'{name}' cannot be given: the product fills it in", name.at))
        else:
            read = _value(value, field, place)
            if read is not None:
                values.append((str(name), read))
    place.problems.extend(_missing_values(demo, place))
    return resolved.DemoRecord(place.record.key, str(demo.key), tuple(values))


def _missing_values(demo: DemoRecord, place: _Place) -> list[Problem]:
    return [
        Problem("S240", f"demo record '{demo.key}' needs a value for '{field.name}', which is required", demo.at)
        for field in place.record.fields
        if field.name in place.required and field.name not in demo.values
    ]


def _value(
    value: Text | tuple[Text, ...], field: app.Field, place: _Place
) -> DemoScalar | tuple[DemoScalar, ...] | None:
    many = KINDS[field.kind].many
    texts = value if isinstance(value, tuple) else (value,)
    if not many and isinstance(value, tuple):
        if len(texts) != 1:
            at = texts[1].at if texts else place.record.at
            message = f"'{field.name}' holds one value, and this is a list"
            place.problems.append(Problem("S241", message, at, "write it without [ ]"))
        return None
    read = [each for each in (_scalar(text, field, place) for text in texts) if each is not None]
    return tuple(read) if many else next(iter(read), None)


def _scalar(text: Text, field: app.Field, place: _Place) -> DemoScalar | None:
    kind = field.own.applied(KINDS[field.kind]) if field.own else KINDS[field.kind]
    if kind.base == "link":
        return _link(text, field, place)
    if kind.base == "choice":
        return _choice(text, field, place)
    if kind.base == "file":
        return _file(text, field, place)
    moment = MOMENT.fullmatch(text) if kind.base in ("date", "datetime") else None
    if moment is not None:
        return _moment(text, moment, field, place)
    try:
        read = kind.read(text)
    except ValueError as error:
        place.problems.append(Problem("S241", str(error), text.at, _moment_hint(field)))
        return None
    for words in refusals(field, read):
        place.problems.append(Problem("S241", f"the value of '{field.name}' {words}", text.at))
    return _plain(read)


def _plain(value: Scalar) -> DemoScalar:
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    return value.isoformat() if isinstance(value, date | time) else value


def _moment_hint(field: app.Field) -> str:
    return {"date": "or today - days(3)", "datetime": "or now - hours(2)"}.get(field.kind, "")


def _file(text: Text, field: app.Field, place: _Place) -> DemoFile | None:
    if f"demo/{text}" not in place.spec.assets:
        known = sorted(name.removeprefix("demo/") for name in place.spec.assets if name.startswith("demo/"))
        place.problems.append(missing(f"'{field.name}'", "file", text, known, "files in demo"))
        return None
    return DemoFile(str(text))


def _moment(text: Text, found: re.Match[str], field: app.Field, place: _Place) -> DemoMoment | None:
    base: Literal["today", "now"] = "today" if found[1] == "today" else "now"
    if (base == "today") != (field.kind == "date"):
        right = "today" if field.kind == "date" else "now"
        message = f"'{field.name}' is a {field.kind}: write it with '{right}'"
        place.problems.append(Problem("S241", message, text.at))
        return None
    seconds = int(found[4] or 0) * SECONDS[found[3] or "days"]
    return DemoMoment(base, -seconds if found[2] == "-" else seconds)


def _link(text: Text, field: app.Field, place: _Place) -> DemoLink | None:
    target = field.target
    if target is None:
        return None
    known = place.spec.demo.get(target, {})
    if text not in known and target in place.spec.unread:
        return None
    if text not in known:
        where = f"'{field.name}'"
        place.problems.append(missing(where, f"demo {target}", text, known, f"demo records of {target}"))
        return None
    return DemoLink(target, str(text))


def _choice(text: Text, field: app.Field, place: _Place) -> str | None:
    options = [option for option, _ in field.choices.options] if field.choices else []
    if options and text not in options:
        message = f"'{shown(text)}' is not one of the choices of '{field.name}'"
        place.problems.append(Problem("S210", message, text.at, did_you_mean(text, options, "choices")))
        return None
    return str(text)
