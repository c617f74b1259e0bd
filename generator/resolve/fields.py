"""Fields of record types: what their kind allows, and every value of them read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator import app
from generator.app import Value
from generator.expressions.types import Names, Type, Use, Vocabulary
from generator.fields import KINDS
from generator.fields.kind import Kind
from generator.fields.lines import MOST_LINES, Lines
from generator.fields.own import own_kind
from generator.fields.reading import size, whole_number
from generator.naming import label
from generator.problems import Position, Problem, Text
from generator.resolve.choices import resolve_choices
from generator.resolve.limits import check_limits, pattern_problem
from generator.resolve.lines import Owner
from generator.resolve.problems import missing
from generator.resolve.rulebook import RuleBook
from generator.resolve.values import literal, literal_or_expression
from generator.spec import Field, Record, Spec

OF_A_KIND = {
    "unique": "unique",
    "index": "index",
    "default": "default",
    "is": "formula",
    "min": "min",
    "max": "max",
    "places": "places",
    "pattern": "pattern",
    "to": "to",
    "where": "where",
    "back": "back",
    "of": "of",
    "accept": "accept",
    "size": "size",
}
"""Keys that only some kinds have, with their names in `spec.Field`."""
NEEDED = {"to": "say which record type it leads to", "of": "name a list of choices, or write one: [small, large]"}
OF_LINES = "name the record type of the lines"


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a field stands, with the names in force where records of its type are read, changed and created.

    `lines` are the record types of the sound fields of lines, by field.
    """

    spec: Spec
    record: Record
    vocabulary: Vocabulary
    book: RuleBook
    readers: Sequence[Names]
    writers: Sequence[Names]
    creators: Sequence[Names]
    lines: Mapping[str, tuple[str, Owner]]
    problems: list[Problem]


def number_field(at: Position) -> app.Field:
    """The field that the key `number` of a record type adds."""
    return app.Field("number", "text", "Number", "", at, unique=True, index=True, computed=True, length=60)


def resolve_field(field: Field, place: FieldPlace) -> app.Field:
    """The field; whatever is wrong leaves its part out."""
    own = own_kind(field.kind)
    kind = own.applied(KINDS[field.kind]) if own else KINDS[field.kind]
    place.problems.extend(_misplaced_keys(field, kind))
    return _Reading(field, kind, place).field()


class _Reading:
    """One field while its keys are read."""

    def __init__(self, field: Field, kind: Kind, place: FieldPlace) -> None:
        self.spec = field
        self.kind = kind
        self.place = place
        self.name = str(field.name)
        self.type = place.vocabulary.records[place.record.key].fields[self.name].type

    def field(self) -> app.Field:
        spec, kind = self.spec, self.kind
        found = app.Field(
            name=self.name,
            kind=kind.name,
            label=str(spec.label or label(self.name)),
            hint=str(spec.hint or ""),
            at=spec.at,
            required=spec.required,
            private=spec.private,
            unique=spec.unique,
            index=spec.index or kind.name == "link",
            reveals=spec.reveals,
            length=self._length(),
            places=self.type.places if kind.base == "number" and kind.name != "integer" else None,
            minimum=self._limit(spec.min, "min"),
            maximum=self._limit(spec.max, "max"),
            pattern=self._pattern(),
            default=self._default(),
            formula=self._rule(
                spec.formula, Use.TRIGGER if spec.kept else Use.FORMULA, self.name, self.place.readers, self.type
            ),
            show=self._rule(spec.show, Use.CONDITION, f"{self.name}_show", self.place.readers),
            require=self._rule(spec.require, Use.CONDITION, f"{self.name}_require", self.place.writers),
            target=self._target(),
            where=self._where(),
            back=str(spec.back) if spec.back else None,
            lines=self._lines(),
            choices=self._choices(),
            accept=self._accept(),
            size=self._size(),
            computed=spec.formula is not None or (spec.kept and kind.base != "choice"),
            own=own_kind(spec.kind),
            was=spec.was,
            backfill=self._backfill(),
            from_now=spec.from_now,
            kept=spec.kept,
        )
        self.place.problems.extend(check_limits(found, spec))
        return found

    def _rule(
        self, source: Text | None, use: Use, name: str, askers: Sequence[Names], expected: Type | None = None
    ) -> str | None:
        return None if source is None else self.place.book.rule(source, use, askers, name, expected)

    def _lines(self) -> Lines | None:
        if self.name not in self.place.lines:
            return None
        line, owner = self.place.lines[self.name]
        return Lines(line, owner.link)

    def _choices(self) -> app.Choices | None:
        if self.kind.name == "lines":
            return None
        return resolve_choices(self.spec, self.place.record, self.place.spec, self.place.problems)

    def _limit(self, text: Text | None, end: str) -> Value | None:
        if text is None or not self.kind.limits:
            return None
        if self.kind.name == "lines":
            return self._count(text, end)
        plain = KINDS[self.kind.name]  # a limit is a value of what a kind of the site's own is like
        return self._value(text, f"{self.name}_{end}", self.place.writers, plain)

    def _count(self, text: Text, end: str) -> Value | None:
        """Of lines: how many there are at least or at most."""
        try:
            count = whole_number(text)
        except ValueError as error:
            hint = "how many there may be cannot be computed; write a check for that"
            self.place.problems.append(
                Problem("S215", f"{error}: '{end}' of lines is a number of lines", text.at, hint)
            )
            return None
        if not 1 <= count <= MOST_LINES:
            message = f"'{end}' of lines is 1 at least and {MOST_LINES} at most"
            self.place.problems.append(Problem("S215", message, text.at))
        return app.Constant(count)

    def _default(self) -> Value | None:
        text = self.spec.default
        if text is None or "default" not in self.kind.keys:
            return None
        if self.kind.literal_default:
            return literal(text, self.kind, self.type.options, self.place.problems) if self.type.base != "any" else None
        return self._value(text, f"{self.name}_default", self.place.creators, self.kind)

    def _backfill(self) -> Value | None:
        """For rows that are there: nobody asks, so there is no `me`."""
        text = self.spec.backfill
        if text is None or "default" not in self.kind.keys or self.type.base == "any":
            return None
        return self._value(text, f"{self.name}_backfill", [Names(this=str(self.place.record.key))], self.kind)

    def _value(self, text: Text, name: str, askers: Sequence[Names], kind: Kind) -> Value | None:
        return literal_or_expression(
            text,
            kind,
            self.type,
            book=self.place.book,
            askers=askers,
            name=name,
            problems=self.place.problems,
        )

    def _length(self) -> int | None:
        text = self.spec.max
        if text is None or self.kind.base != "text":
            return self.kind.length
        try:
            length = whole_number(text)
        except ValueError as error:
            self.place.problems.append(Problem("S215", f"{error}: 'max' of text is a number of characters", text.at))
            return self.kind.length
        if length < 1:
            self.place.problems.append(Problem("S215", "'max' of text is at least 1 character", text.at))
        return length

    def _pattern(self) -> str | None:
        if self.spec.pattern is None:
            return None
        problem = pattern_problem(self.spec.pattern)
        if problem:
            self.place.problems.append(problem)
        return str(self.spec.pattern)

    def _target(self) -> str | None:
        to = self.spec.to
        if to is not None and to not in self.place.vocabulary.records:
            if to not in self.place.spec.unread:
                records = sorted(self.place.vocabulary.records)
                self.place.problems.append(missing(f"link '{self.name}'", "record type", to, records))
            return None
        return str(to) if to is not None else None

    def _where(self) -> str | None:
        where, to = self.spec.where, self.spec.to
        if where is None or to is None or to not in self.place.vocabulary.records:
            return None
        askers = [_with_candidate(names, str(to)) for names in self.place.writers]
        return self.place.book.rule(where, Use.CANDIDATES, askers, f"{self.name}_where")

    def _size(self) -> int | None:
        text = self.spec.size
        if text is None:
            return self.kind.size
        try:
            return size(text)
        except ValueError as error:
            self.place.problems.append(Problem("S215", str(error), text.at))
            return self.kind.size

    def _accept(self) -> tuple[str, ...]:
        for accepted in self.spec.accept:
            if not accepted.startswith(".") and accepted.count("/") != 1:
                message = f"'{accepted}' is neither the ending of a file's name nor a media type"
                self.place.problems.append(Problem("S215", message, accepted.at, "write .pdf or image/*"))
        return tuple(str(accepted).lower() for accepted in self.spec.accept) or self.kind.accept


def _with_candidate(names: Names, target: str) -> Names:
    return Names(names.this, target, names.me, names.role, names.roles, names.portal, names.portal_role)


def _misplaced_keys(field: Field, kind: Kind) -> list[Problem]:
    problems = []
    for key, attribute in OF_A_KIND.items():
        value = getattr(field, attribute)
        if value and key not in kind.keys:
            of = ", ".join(name for name, other in KINDS.items() if key in other.keys)
            message = f"a field of type '{kind.name}' has no '{key}'"
            problems.append(Problem("S212", message, _place(value, field), f"'{key}' is for: {of}"))
    needed = {"of": OF_LINES} if kind.name == "lines" else NEEDED
    problems += [
        Problem("S213", f"a field of type '{kind.name}' needs '{key}'", field.at, needed.get(key, ""))
        for key in kind.needs
        if not getattr(field, OF_A_KIND[key])
    ]
    if field.backfill is not None and "default" not in kind.keys:
        message = f"a field of type '{kind.name}' has no 'backfill'"
        problems.append(Problem("S212", message, field.backfill.at, "write 'from_now: true', or leave it out"))
    return problems + _contradictions(field)


def _contradictions(field: Field) -> list[Problem]:
    problems = []
    if field.formula is not None:
        for key in ("default", "require", "min", "max", "backfill"):
            text = getattr(field, key)
            if text is not None:
                problems.append(_contradiction(f"a computed field has no '{key}': nobody enters it", text.at))
        if field.required:
            problems.append(_contradiction("a computed field is not 'required': nobody enters it", field.at))
        if field.from_now:
            problems.append(_contradiction("a computed field has no 'from_now': nobody enters it", field.at))
    elif field.reveals:
        problems.append(_contradiction("'reveals' is for computed fields, which have 'is'", field.at))
    if field.required and field.require is not None:
        problems.append(_contradiction("a field is either 'required' or has 'require'", field.require.at))
    return problems


def _contradiction(message: str, at: Position) -> Problem:
    return Problem("S217", message, at, "remove it")


def _place(value: object, field: Field) -> Position:
    if isinstance(value, tuple) and value and isinstance(value[0], Text):
        return value[0].at
    at = getattr(value, "at", field.at)
    assert isinstance(at, Position)
    return at
