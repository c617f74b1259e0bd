"""The one place where people's text becomes Python source. Knows nothing of records or portals.

Templates and renderers never quote: whatever an analyst typed goes through `literal`, every name through `class_name`
or `constant_name`, and `Call` lays long code out as a formatter would.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

WIDTH = 120
INDENT = "    "
TAKEN = frozenset(
    {
        *("Access", "Candidates", "Check", "Computed", "Dependency", "Formula", "Grant", "Measure", "MenuEntry"),
        *("Override", "Portal", "RecordType", "Rule", "Site", "Unique"),
        *("Do", "Make", "Move", "Update", "Workflow"),
    }
)
"""Classes that generated modules import beside the models'."""

_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


Plain = str | bool | int | float | Decimal | date | time | datetime | timedelta | None


def literal(value: Plain) -> str:
    """Python source of a plain value: text in the quotes that need fewer escapes, all that is not printable escaped.

    A moment becomes its UTC.
    """
    if isinstance(value, str):
        quote = "'" if '"' in value and "'" not in value else '"'
        return f"{quote}{_escaped(value, quote)}{quote}"
    if isinstance(value, Decimal):
        return f"decimal.Decimal({literal(str(value))})"
    if isinstance(value, timedelta):
        return f"datetime.timedelta(seconds={int(value.total_seconds())})"
    return repr(value.astimezone(UTC) if isinstance(value, datetime) else value)


def class_name(key: str) -> str:
    """`order_item` -> `OrderItem`."""
    return "".join(part.capitalize() for part in _name(key).split("_"))


def model_name(key: str) -> str:
    """The class of a record type: its class name, with "Record" at its end where generated code has such a class."""
    name = class_name(key)
    return f"{name}Record" if name in TAKEN else name


def constant_name(key: str) -> str:
    """`order_item` -> `ORDER_ITEM`."""
    return _name(key).upper()


def docstring(text: str) -> str:
    """Source of a docstring of one line."""
    inner = _escaped(text, '"')
    return f'"""{inner}"""'


@dataclass(frozen=True, slots=True)
class Call:
    """Source with parts that may be laid out one a line: a call, a tuple or a mapping.

    `opening` and `closing` stand around the parts; each part is a label (`name=`, `"key": ` or "") and its code.
    """

    opening: str
    parts: tuple[tuple[str, Code], ...]
    closing: str = ")"


@dataclass(frozen=True, slots=True)
class Operation:
    """`a and b and c`; laid out in brackets, the operator before each further line."""

    operator: str
    operands: tuple[Code, ...]


Code = str | Call | Operation


def call(name: str, *positional: Code, **named: Code) -> Call:
    """A call of `name`; named arguments in the order given."""
    parts = [("", part) for part in positional]
    return Call(f"{name}(", (*parts, *((f"{key}=", part) for key, part in named.items())))


def sequence(parts: Iterable[Code]) -> Call:
    """A tuple."""
    return Call("(", tuple(("", part) for part in parts))


def mapping(parts: Mapping[str, Code]) -> Call:
    """A dict whose keys are text."""
    return Call("{", tuple((f"{literal(key)}: ", part) for key, part in parts.items()), "}")


def read_code(text: str) -> Code:
    """Emitted source as parts that can be laid out: calls, and lambdas as their arguments."""
    return _body(ast.parse(text, mode="eval").body, text)


def lay_out(code: Code, *, indent: int = 0, before: int = 0, after: int = 0) -> str:
    """The source on one line if that fits, with `before` and `after` characters around it; else one part a line."""
    line = _one_line(code)
    if isinstance(code, str) or indent * len(INDENT) + before + len(line) + after <= WIDTH:
        return line
    inner = INDENT * (indent + 1)
    if isinstance(code, Operation):
        return f"(\n{_operands(code, indent + 1)}\n{INDENT * indent})"
    lines = [
        f"{inner}{label}{lay_out(part, indent=indent + 1, before=len(label), after=1)},\n" for label, part in code.parts
    ]
    return f"{code.opening}\n{''.join(lines)}{INDENT * indent}{code.closing}"


def assign(name: str, code: Code, *, indent: int = 0) -> str:
    """`name = code`, laid out."""
    return f"{name} = {lay_out(code, indent=indent, before=len(name) + 3)}"


def _one_line(code: Code) -> str:
    if isinstance(code, str):
        return code
    if isinstance(code, Operation):
        return f" {code.operator} ".join(_one_line(_bracketed(part)) for part in code.operands)
    inside = ", ".join(f"{label}{_one_line(part)}" for label, part in code.parts)
    lone = "," if code.opening == "(" and len(code.parts) == 1 else ""
    return f"{code.opening}{inside}{lone}{code.closing}"


def _parts(node: ast.expr, text: str) -> Code:
    if isinstance(node, ast.BoolOp):
        operator = "and" if isinstance(node.op, ast.And) else "or"
        return Operation(operator, tuple(_parts(value, text) for value in node.values))
    if not isinstance(node, ast.Call):
        return _segment(node, text)
    before = node.func.value if isinstance(node.func, ast.Attribute) else None
    if isinstance(before, ast.Call) and isinstance(inner := _parts(before, text), Call):
        return replace(inner, closing=inner.closing + _segment(node, text)[len(_segment(before, text)) :])
    if len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp):
        return _segment(node, text)  # shares its brackets with the call, so that no comma may follow it
    positional = [_labelled("", argument, text) for argument in node.args]
    named = [_labelled(f"{keyword.arg}=", keyword.value, text) for keyword in node.keywords]
    parts = (*positional, *named)
    return Call(f"{_segment(node.func, text)}(", parts) if parts else _segment(node, text)


def _operands(code: Operation, indent: int) -> str:
    """The inside of the brackets: one line if it fits, else an operand a line."""
    inner, line = INDENT * indent, _one_line(code)
    if len(inner) + len(line) <= WIDTH:
        return inner + line
    operands = [
        lay_out(part, indent=indent, before=len(code.operator) + 1)
        if not isinstance(part, Operation) or len(inner) + len(code.operator) + len(_one_line(part)) + 3 > WIDTH
        else _bracketed(part)
        for part in code.operands
    ]
    return inner + f"\n{inner}{code.operator} ".join(map(str, operands))


def _bracketed(part: Code) -> Code:
    """An operation within another one."""
    return f"({_one_line(part)})" if isinstance(part, Operation) else part


def _labelled(label: str, node: ast.expr, text: str) -> tuple[str, Code]:
    if isinstance(node, ast.Lambda):
        names = ", ".join(argument.arg for argument in node.args.args)
        return f"{label}lambda {names}: ", _body(node.body, text)
    return label, _parts(node, text)


def _body(node: ast.expr, text: str) -> Code:
    """What a lambda gives; if it is too long for its line, it stands in brackets."""
    code = _parts(node, text)
    return Operation("", (code,)) if isinstance(code, str) else code


def _segment(node: ast.expr, text: str) -> str:
    return ast.get_source_segment(text, node) or ast.unparse(node)


def _name(key: str) -> str:
    if not key.isascii() or not _NAME.match(key):
        raise ValueError(f"not a name: {key!r}")
    return key


def _escaped(text: str, quote: str) -> str:
    if text.isprintable() and quote not in text and "\\" not in text:
        return text
    return "".join(_quoted(character, quote) for character in text)


def _quoted(character: str, quote: str) -> str:
    if character in (quote, "\\"):
        return "\\" + character
    if character.isprintable():
        return character
    plain = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(character)
    return plain or (f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}")
