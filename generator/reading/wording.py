"""Violations of a schema in words for an analyst, at the place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from generator.names import as_name, shown
from generator.problems import Problem, Text
from generator.reading.places import Path, describe, is_named, named_kind, position
from generator.reading.repair import meant_keys, unknown_keys
from generator.reading.shapes import properties_of, schema_of
from generator.sources import Items, Node, Table
from generator.suggestion import closest, did_you_mean

if TYPE_CHECKING:
    from jsonschema import ValidationError

TYPES = {
    "boolean": "true or false",
    "integer": "a whole number",
    "string": "a text",
    "array": "a list",
    "object": "a mapping",
}
YES_NO = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def explain(error: ValidationError, tree: Node) -> Iterator[Problem]:
    """The problems of one violation: several where one violation covers several unknown keys."""
    yield from EXPLANATIONS[str(error.validator)](error, tuple(error.absolute_path), tree)


def _unknown_keys(error: ValidationError, path: Path, tree: Node) -> Iterator[Problem]:
    known = properties_of(error)
    for key in unknown_keys(error):
        hint = did_you_mean(key, known, "keys")
        yield Problem("S101", f"unknown key '{shown(key)}' in {describe(path)}", key.at, hint)


def _missing_key(error: ValidationError, path: Path, tree: Node) -> Iterator[Problem]:
    table = cast(Table, error.instance)
    misspelt = meant_keys(error).values()
    for key in cast(Sequence[str], error.validator_value):
        if key not in table and key not in misspelt and f"'{key}' is" in error.message:
            hint = str(properties_of(error)[key].get("description", ""))
            words = f"{_subject(path)} lacks '{key}'"
            yield Problem("S102", words, position(tree, path), f"{key}: {hint[:1].lower()}{hint[1:]}" if hint else "")


def _wrong_type(error: ValidationError, path: Path, tree: Node) -> Iterator[Problem]:
    wanted = error.validator_value
    types = [wanted] if isinstance(wanted, str) else list(cast(Sequence[str], wanted))
    names = [TYPES[name] for name in types if name in TYPES and not ("string" in types and name == "boolean")]
    message = f"{_subject(path)} is {_either(names)}, not {_kind(error.instance)}"
    yield Problem("S103", message, position(tree, path), _type_hint(types, error.instance))


def _type_hint(types: Sequence[str], value: object) -> str:
    if isinstance(value, Text):
        if "boolean" in types:
            meant = YES_NO.get(value.lower()) or closest(value.lower(), ["true", "false"])
            return f"did you mean {meant}?" if meant else ""
        if "array" in types:
            return "write [one, two], or a line with '- ' for each"
        return "write its keys on the lines below, indented" if "object" in types else ""
    return ""


def _not_one_of(error: ValidationError, path: Path, tree: Node) -> Iterator[Problem]:
    if not isinstance(error.instance, Text):
        return
    options = [str(option) for option in cast(Sequence[object], error.validator_value)]
    if not options:
        return
    what = "kinds" if path[-1] == "type" else "possible"
    message = f"{_subject(path)} cannot be '{shown(error.instance)}'"
    yield Problem("S104", message, error.instance.at, did_you_mean(error.instance, options, what))


def _not_const(error: ValidationError, path: Path, tree: Node) -> Iterator[Problem]:
    if isinstance(error.instance, Text):
        message = f"{_subject(path)} cannot be '{shown(error.instance)}'"
        yield Problem("S104", message, error.instance.at, f"write {error.validator_value}")


def _pattern(error: ValidationError, path: Path, tree: Node) -> Iterator[Problem]:
    value = cast(Text, error.instance)
    if not value:
        yield from _empty(error, path, tree)
        return
    rule = str(schema_of(error)["patternErrorMessage"])
    if "propertyNames" in error.absolute_schema_path:
        message = f"'{shown(value)}' cannot be the name of a {named_kind(path)}"
    else:
        message = f"'{shown(value)}' is not possible as {_subject(path)}"
    better = as_name(value) if rule.startswith("a name") and len(value) < 100 else ""
    yield Problem("S105", message, value.at, f"write '{better}'; {rule}" if better else rule)


def _empty(error: ValidationError, path: Path, tree: Node) -> Iterator[Problem]:
    yield Problem("S106", f"{_subject(path)} is empty", position(tree, path), "write what belongs there, or remove it")


def _too_long(error: ValidationError, path: Path, tree: Node) -> Iterator[Problem]:
    value = cast(Text, error.instance)
    message = f"'{shown(value)}' is too long: {error.validator_value} characters at most"
    yield Problem("S107", message, value.at)


def _out_of_range(error: ValidationError, path: Path, tree: Node) -> Iterator[Problem]:
    least, most = schema_of(error)["minimum"], schema_of(error)["maximum"]
    message = f"{_subject(path)} cannot be {error.instance}"
    yield Problem("S107", message, cast(Text, error.instance).at, f"possible: {least} to {most}")


def _one_of(error: ValidationError, path: Path, tree: Node) -> Iterator[Problem]:
    branches = cast(Sequence[Mapping[str, Sequence[str]]], error.validator_value)
    one, other = (branch["required"][0] for branch in branches)
    both = one in cast(Table, error.instance)
    words = f"both '{one}' and '{other}'" if both else f"neither '{one}' nor '{other}'"
    yield Problem("S108", f"{describe(path)} has {words}", position(tree, path), str(schema_of(error)["errorMessage"]))


def _subject(path: Path) -> str:
    """`'label' of field 'total'`, `an item of 'list' of portal 'staff'`, `field 'total'`."""
    names = [step for step in path if isinstance(step, str)]
    if not names or is_named(path):
        return describe(path)
    item = "an item of " if isinstance(path[-1], int) else ""
    parent = path[: max(index for index, step in enumerate(path) if isinstance(step, str))]
    where = describe(parent)
    return f"{item}'{shown(names[-1])}'" + (f" of {where}" if parent else "")


def _kind(value: object) -> str:
    if isinstance(value, Table):
        return "a mapping"
    if isinstance(value, Items):
        return "a list"
    return f"'{shown(str(value))}'"


def _either(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


_Explanation = Callable[["ValidationError", Path, Node], Iterator[Problem]]
EXPLANATIONS: Mapping[str, _Explanation] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_key,
    "type": _wrong_type,
    "enum": _not_one_of,
    "const": _not_const,
    "pattern": _pattern,
    "minItems": _empty,
    "minLength": _empty,
    "minProperties": _empty,
    "maxLength": _too_long,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "oneOf": _one_of,
}
"""Every keyword that the schemas use and that can be violated."""
