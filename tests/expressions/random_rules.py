"""Random rules as an analyst could type them: well-typed over the vocabulary of `workshop`, otherwise merciless."""

import random
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from tests.expressions.workshop import RECORDS, RULES, TYPES, Made

Option = TypeVar("Option")
Variables = Mapping[str, str]
"""Names in force: variable -> record type."""

COMPARED = ("text", "number", "number", "yesno", "date", "datetime", "time", "duration", "choice", "link")
ORDERED = ("number", "number", "date", "datetime", "time", "duration")
CONSTANTS: Mapping[str, tuple[str, ...]] = {
    "text": ('"oak"', '"Oak"', '"tree"', '"é"'),
    "number": ("0", "1", "2", "2.5", "-1", "0.25", "0.0001"),
    "date": ("today", "today - days(1)", "today + days(2)", '"2026-03-15"'),
    "datetime": ("now", "now - hours(2)", "now + days(1)", "now - hours(1) - hours(1)"),
    "time": ('"09:30"', '"08:30"'),
    "duration": ("days(1)", "hours(48)", "days(0)", "2 * days(1)"),
}


class RuleMaker:
    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._loops = 0

    def rule(self, known: Variables) -> str:
        self._loops = 0
        return self.condition(known, 3)

    # conditions

    def condition(self, known: Variables, depth: int) -> str:
        atoms: list[Callable[[Variables, int], str]] = [
            self._comparison, self._comparison, self._order, self._within_list, self._within_set, self._missing,
            self._truth, self._named, self._matches, self._chained,
        ]  # fmt: skip
        if depth <= 0:
            return self._pick(atoms)(known, depth)
        nested = [
            self._and_or,
            self._and_or,
            self._not,
            self._quantified,
            self._choose,
            self._sees,
            self._equal_conditions,
        ]
        return self._pick(atoms + nested + nested)(known, depth - 1)

    def _and_or(self, known: Variables, depth: int) -> str:
        word = self._pick([" and ", " or "])
        return word.join(f"({self.condition(known, depth)})" for _ in range(self._chance.randint(2, 3)))

    def _not(self, known: Variables, depth: int) -> str:
        return f"not ({self.condition(known, depth)})"

    def _choose(self, known: Variables, depth: int) -> str:
        parts = [self.condition(known, depth) for _ in range(3)]
        return f"(({parts[0]}) if ({parts[1]}) else ({parts[2]}))"

    def _equal_conditions(self, known: Variables, depth: int) -> str:
        other = self._pick([f"({self.condition(known, 0)})", self._value("yesno", known) or "true", "true", "false"])
        return f"({self.condition(known, depth)}) {self._pick(['==', '!='])} {other}"

    def _comparison(self, known: Variables, depth: int) -> str:
        return self._compared(self._pick(COMPARED), ["==", "!="], known, depth)

    def _order(self, known: Variables, depth: int) -> str:
        return self._compared(self._pick(ORDERED), ["<", "<=", ">", ">="], known, depth)

    def _compared(self, base: str, operators: list[str], known: Variables, depth: int) -> str:
        operator = self._pick(operators)
        if base == "choice":
            return self._choice(operator, known)
        if base == "link":
            return self._links(operator, known)
        left = self._computed(base, known, depth)
        if left is None:
            return self.condition(known, depth)
        right = self._computed(base, known, depth) if self._chance.random() < 0.5 else None
        right = right or self._constant(base) or left
        if self._chance.random() < 0.1 and right not in CONSTANTS.get(base, ()):
            left, right = right, left
        return f"{left} {operator} {right}"

    def _chained(self, known: Variables, depth: int) -> str:
        base = self._pick(["number", "date", "datetime"])
        middle = self._value(base, known)
        return f"{self._constant(base)} <= {middle} < {self._constant(base)}" if middle else self._missing(known, depth)

    def _choice(self, operator: str, known: Variables) -> str:
        found = self._field(lambda field: field.kind == "choice", known)
        if found is None:
            return 'me.role == "boss"'
        path, field = found
        if self._chance.random() < 0.3:
            other = self._field(lambda each: each.kind == "choice" and each.options == field.options, known)
            if other is not None:
                return f"{path} {operator} {other[0]}"
        return f'{path} {operator} "{self._pick(field.options)}"'

    def _links(self, operator: str, known: Variables) -> str:
        path, record = self._record(known)
        others = [candidate for candidate in (self._record(known) for _ in range(20)) if candidate[1] == record]
        other = others[0][0] if others else path
        return f"{path} {operator} {other}"

    def _within_list(self, known: Variables, depth: int) -> str:
        word = self._pick(["in", "not in"])
        if self._chance.random() < 0.5:
            found = self._field(lambda field: field.kind == "choice", known)
            if found:
                options = self._chance.sample(found[1].options, 2)
                return f'{found[0]} {word} ["{options[0]}", "{options[1]}"]'
        base = self._pick(["text", "number", "date"])
        value = self._value(base, known)
        items = [
            self._constant(base),
            self._pick([self._constant(base), self._value(base, known) or self._constant(base)]),
        ]
        return f"{value} {word} [{', '.join(map(str, items))}]" if value else self._missing(known, depth)

    def _within_set(self, known: Variables, depth: int) -> str:
        word = self._pick(["in", "not in"])
        if self._chance.random() < 0.3:
            found = self._field(lambda field: field.kind == "choices", known)
            if found:
                return f'"{self._pick(found[1].options)}" {word} {found[0]}'
        path, record = self._set(known)
        if self._chance.random() < 0.5:
            others = [candidate for candidate in (self._record(known) for _ in range(20)) if candidate[1] == record]
            if others:
                return f"{others[0][0]} {word} {path}"
        base = self._pick(["text", "number", "date"])
        names = [name for name, field in RECORDS[record].items() if TYPES[field.kind] == base]
        value = self._value(base, known)
        if not names or value is None:
            return self._missing(known, depth)
        return f"{value} {word} {path}.{self._pick(names)}"

    def _missing(self, known: Variables, depth: int) -> str:
        word = self._pick(["is None", "is not None"])
        subjects = [self._set(known)[0], self._record(known)[0]]
        found = self._field(lambda field: True, known)
        computed = self._computed(self._pick(["number", "date"]), known, depth)
        return f"{self._pick([*subjects, found[0] if found else 'this', computed or 'this'])} {word}"

    def _truth(self, known: Variables, depth: int) -> str:
        return self._value("yesno", known) or self._missing(known, depth)

    def _named(self, known: Variables, _depth: int) -> str:
        path, record = self._record(known)
        rule = self._pick(list(RULES[record]))
        return rule if path == "this" else f"{path}.{rule}"

    def _matches(self, known: Variables, depth: int) -> str:
        value = self._value("text", known)
        function = self._pick(["starts_with", "ends_with", "contains"])
        part = self._pick(['"o"', '"tree"', '"%"', self._value("text", known) or '"e"'])
        return f"{function}({value}, {part})" if value else self._missing(known, depth)

    def _sees(self, known: Variables, depth: int) -> str:
        found = self._field(lambda field: field.kind == "link", known)
        return f"sees({found[0]})" if found else self._missing(known, depth)

    def _quantified(self, known: Variables, depth: int) -> str:
        function = self._pick(["any", "all"])
        if self._chance.random() < 0.2:
            path, record = self._set(known)
            return f"{function}({path}.{self._pick(list(RULES[record]))})"
        clauses, inner = self._clauses(known, depth)
        return f"{function}({self.condition(inner, depth)} {clauses})"

    # sets

    def _clauses(self, known: Variables, depth: int) -> tuple[str, Variables]:
        clauses = ""
        for _ in range(self._pick([1, 1, 1, 2])):
            path, record = self._set(known)
            self._loops += 1
            known = {**known, f"x{self._loops}": record}
            clauses += f"for x{self._loops} in {path} "
            if self._chance.random() < 0.4:
                clauses += f"if {self.condition(known, -1)} "
        return clauses, known

    def _set(self, known: Variables) -> tuple[str, str]:
        """A path to a set of records, and their type."""
        path, record = self._record(known)
        backs = [
            (field.back, key) for key, fields in RECORDS.items() for field in fields.values() if field.to == record
        ]
        own = [(name, field.to) for name, field in RECORDS[record].items() if field.kind == "links"]
        name, reached = self._pick([*backs, *own])
        path = name if path == "this" else f"{path}.{name}"
        while self._chance.random() < 0.35 and path.count(".") < 3:
            steps = [(each, field.to) for each, field in RECORDS[reached].items() if field.to]
            steps += [
                (field.back, key) for key, fields in RECORDS.items() for field in fields.values() if field.to == reached
            ]
            name, reached = self._pick(steps)
            path = f"{path}.{name}"
        return path, reached

    # values

    def _record(self, known: Variables) -> tuple[str, str]:
        """A path to one record, and its type."""
        name = self._pick([*known, *list(known)[:1], *list(known)[-1:]])
        path, record = name, known[name]
        while self._chance.random() < 0.4 and path.count(".") < 2:
            links = [(each, field.to) for each, field in RECORDS[record].items() if field.kind == "link"]
            if not links:
                break
            step, record = self._pick(links)
            path = step if path == "this" else f"{path}.{step}"
        return path, record

    def _field(self, wanted: Callable[[Made], bool], known: Variables) -> tuple[str, Made] | None:
        for _ in range(10):
            path, record = self._record(known)
            names = [name for name, field in RECORDS[record].items() if wanted(field)]
            if names:
                name = self._pick(names)
                return (name if path == "this" else f"{path}.{name}"), RECORDS[record][name]
        return None

    def _value(self, base: str, known: Variables) -> str | None:
        found = self._field(lambda field: TYPES[field.kind] == base and field.kind not in ("links", "choices"), known)
        return found[0] if found else None

    def _constant(self, base: str) -> str | None:
        return self._pick(CONSTANTS[base]) if base in CONSTANTS else ("true" if base == "yesno" else None)

    def _computed(self, base: str, known: Variables, depth: int) -> str | None:
        if depth < 0 or self._chance.random() < 0.4:
            return self._value(base, known)
        value, other = self._value(base, known), self._value(base, known)
        if value is None or other is None:
            return None
        instead = self._pick([other, self._constant(base) or other, "None"])
        choice = f"({value} if {self.condition(known, -1)} else {instead})"
        match base:
            case "number":
                return self._pick([choice, *(self._number(value, other, known, depth) for _ in range(2))])
            case "date" | "datetime":
                return self._pick([choice, *(self._day(base, value, other, known, depth) for _ in range(3))])
            case "duration":
                return self._pick([choice, *(self._duration(value, other, known, depth) for _ in range(3))])
        return choice

    def _day(self, base: str, value: str, other: str, known: Variables, depth: int) -> str:
        now = "today" if base == "date" else "now"
        lasting = self._value("duration", known) or "days(1)"
        length = self._pick([lasting, "days(1)", "days(2)", self._length(known)])
        return self._pick(
            [
                f"{self._pick(['later', 'earlier'])}({value}, {self._pick([other, now])})",
                self._pick([f"({value} + {length})", f"({value} - {length})", f"({length} + {value})"]),
                self._aggregate(["min", "max"], base, known, depth) or value,
            ]
        )

    def _duration(self, value: str, other: str, known: Variables, depth: int) -> str:
        day, night = self._value("date", known), self._value("date", known)
        return self._pick(
            [
                f"({day} - {night})" if day and night else value,
                f"({value} {self._pick(['+', '-'])} {self._pick([other, 'days(1)', self._length(known)])})",
                f"({value} * {self._value('number', known) or 2})",
                self._aggregate(["sum", "min", "max"], "duration", known, depth) or value,
            ]
        )

    def _number(self, value: str, other: str, known: Variables, depth: int) -> str:
        text, day = self._value("text", known), self._value("date", known)
        return self._pick(
            [
                f"({value} {self._pick(['+', '-', '*'])} {self._pick([other, '2', '1.5'])})",
                f"(-{value})",
                f"length({text})" if text else value,
                f"{self._pick(['year', 'month'])}({day})" if day else value,
                f"count({self._set(known)[0]})",
                self._aggregate(["sum"], "number", known, depth) or value,
                self._aggregate(["min", "max", "count"], "number", known, depth) or value,
            ]
        )

    def _length(self, known: Variables) -> str:
        found = self._field(lambda field: field.kind == "integer", known)
        return f"days({found[0] if found else 1})"

    def _aggregate(self, functions: list[str], base: str, known: Variables, depth: int) -> str | None:
        clauses, inner = self._clauses(known, depth - 1)
        value = self._value(base, {name: inner[name] for name in list(inner)[len(known) :]})
        return f"{self._pick(functions)}({value} {clauses})" if value else None

    def _pick(self, options: Iterable[Option]) -> Option:
        return self._chance.choice(list(options))
