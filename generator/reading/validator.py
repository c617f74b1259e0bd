"""JSON Schema over nodes.

The schemas are also published for editors, so a yes/no is a boolean there, and free text may be a number. Nodes hold
texts only: here a text is every scalar, and `true` or `12` count as what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend


def _is_integer(_checker: object, value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value, re.ASCII) is not None


def _is_boolean(_checker: object, value: object) -> bool:
    return isinstance(value, str) and value in ("true", "false")


def _const(_validator: object, wanted: object, value: object, _schema: object) -> Iterator[ValidationError]:
    if value != str(wanted):
        yield ValidationError("const")


def _pattern(_validator: object, pattern: str, value: object, _schema: object) -> Iterator[ValidationError]:
    """As JSON Schema's, but `$` is the very end, also before a line break."""
    if isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) is None:
        yield ValidationError("pattern")


def _minimum(_validator: object, least: int, value: object, _schema: object) -> Iterator[ValidationError]:
    if _is_integer(None, value) and int(str(value)) < least:
        yield ValidationError("minimum")


def _maximum(_validator: object, most: int, value: object, _schema: object) -> Iterator[ValidationError]:
    if _is_integer(None, value) and int(str(value)) > most:
        yield ValidationError("maximum")


TextValidator = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"const": _const, "pattern": _pattern, "minimum": _minimum, "maximum": _maximum},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many({"integer": _is_integer, "boolean": _is_boolean}),
)
