"""Titles, `{field}` templates: written or derived. And the templates of numbers."""

from __future__ import annotations

import re
from collections.abc import Collection

from generator.expressions.types import RecordShape
from generator.fields import KINDS
from generator.names import BUILT_IN, shown
from generator.problems import Problem, Text
from generator.resolve.problems import part
from generator.spec import Record
from generator.suggestion import did_you_mean

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
NUMBER_PARTS = re.compile(r"year|month|seq:[1-9]|seq:1[0-2]|random:[4-9]|random:1[0-6]", re.ASCII)
LONGEST_NUMBER = 60


def fields_of_title(title: str) -> list[str]:
    return PLACEHOLDER.findall(title)


def derived_title(record: Record, readable: Collection[str]) -> str:
    """The first line of text that may be read, else the number, else the id."""
    for name, field in record.fields.items():
        if name in readable and field.kind == "text":
            return f"{{{name}}}"
    return "{number}" if record.number and "number" in readable else "{id}"


def title_problems(title: Text, shape: RecordShape) -> list[Problem]:
    if re.search(r"[{}]", PLACEHOLDER.sub("", title)):
        return [Problem("S224", "a title has fields in braces: {number} {subject}", title.at)]
    problems = []
    for found in PLACEHOLDER.finditer(title):
        name, at = found[1], part(title, found.start(1), len(found[1]))
        field = shape.fields.get(name)
        if field is None:
            message = f"the title refers to field '{shown(name)}', which does not exist"
            problems.append(Problem("S210", message, at, did_you_mean(name, _fit(shape), "fields")))
        elif name not in _fit(shape):
            problems.append(Problem("S224", f"a title cannot show '{name}', which is of type '{field.kind}'", at))
    return problems


def _fit(shape: RecordShape) -> list[str]:
    """Fields that make one short value; those of kind address too, though they have lines."""
    unfit = {"longtext", "richtext", "links", "lines", "files", "file", "image"}
    fit = [name for name, field in shape.fields.items() if field.kind not in unfit]
    return [name for name in fit if name not in BUILT_IN] + [name for name in fit if name in BUILT_IN]


def number_problems(number: Text) -> list[Problem]:
    """What is wrong with the template of a record type's numbers: `ORD-{year}-{seq:5}`."""
    hint = "write for example ORD-{year}-{seq:5} or ORD-{random:6}"
    if re.search(r"[{}]", PLACEHOLDER.sub("", number)):
        return [Problem("S225", "the braces of this number do not match", number.at, hint)]
    problems = [
        Problem("S225", f"a number has no part '{shown(found[1])}'", part(number, found.start(1), len(found[1])), hint)
        for found in PLACEHOLDER.finditer(number)
        if not NUMBER_PARTS.fullmatch(found[1])
    ]
    if not problems and not re.search(r"\{(seq|random):", number):
        problems.append(Problem("S225", "without {seq:…} or {random:…} all numbers would be the same", number.at, hint))
    if not problems and len(number) > LONGEST_NUMBER:
        problems.append(Problem("S225", f"a number has at most {LONGEST_NUMBER} characters", number.at))
    return problems


def is_column(kind: str) -> bool:
    return KINDS[kind].listed
