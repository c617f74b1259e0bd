"""Text to Python's own syntax tree, restricted to what an expression may consist of. Knows no names and no types."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from decimal import Decimal

from generator.expressions import messages
from generator.expressions.messages import MAX_LENGTH, Refusal
from generator.expressions.slips import place_in, unreadable
from generator.problems import Position, Text

MAX_BRACKETS = 30
MAX_DEPTH = 60

_ALLOWED: tuple[type[ast.AST], ...] = (
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div,
    ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot,
    ast.IfExp, ast.Call, ast.Name, ast.Attribute, ast.Constant, ast.List, ast.Tuple, ast.GeneratorExp,
    ast.comprehension, ast.Load, ast.Store,
)  # fmt: skip

_WORDS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lambda: ("a function of your own ('lambda')", ""),
    ast.ListComp: ("a list made by 'for'", "use sum(), count(), any() or all() around 'for'"),
    ast.SetComp: ("a set made by 'for'", "use sum(), count(), any() or all() around 'for'"),
    ast.DictComp: ("a mapping", ""),
    ast.Dict: ("a mapping", ""),
    ast.Set: ("{ }", "a list stands in [ ]"),
    ast.Subscript: ("[ ] behind a name", ""),
    ast.JoinedStr: ('text with values in it (f"…")', ""),
    ast.NamedExpr: ("an assignment (':=')", "use =="),
    ast.Starred: ("'*' before a name", ""),
    ast.Pow: ("'**'", ""),
    ast.FloorDiv: ("'//'", "use /"),
    ast.Mod: ("'%'", ""),
    ast.BitAnd: ("'&'", "use 'and'"),
    ast.BitOr: ("'|'", "use 'or'"),
    ast.Invert: ("'~'", "use 'not'"),
    ast.UAdd: ("'+' before a value", ""),
    ast.Await: ("'await'", ""),
    ast.Yield: ("'yield'", ""),
    ast.keyword: ("'name=' in a call", "use =="),
}

_NUMBER = re.compile(r"[0-9][0-9_]*(\.[0-9]+)?\Z")
_WHOLE_DIGITS = 12
_FRACTION_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Syntax:
    """An expression that Python can read and we allow, with its places. `text` is what the tree's columns refer to."""

    source: Text
    text: str
    tree: ast.expr

    def place(self, node: ast.AST) -> Position:
        """Where a node stands in the spec file."""
        start, end = self._span(node)
        return place_in(self.source, start, max(end - start, 1))

    def typed(self, node: ast.AST) -> str:
        """The text of a node as typed."""
        start, end = self._span(node)
        return self.text[start:end]

    def number(self, node: ast.Constant) -> int | Decimal:
        """The exact number as typed, never by way of a float."""
        typed = self.typed(node)
        if not _NUMBER.match(typed):
            raise Refusal(messages.bad_number(self.place(node), typed))
        whole, _, fraction = typed.replace("_", "").partition(".")
        if len(whole) > _WHOLE_DIGITS or len(fraction) > _FRACTION_DIGITS:
            raise Refusal(messages.bad_number(self.place(node), typed))
        return Decimal(f"{whole}.{fraction}") if fraction else int(whole)

    def _span(self, node: ast.AST) -> tuple[int, int]:
        first = getattr(node, "col_offset", 0)
        last = getattr(node, "end_col_offset", None) or first + 1
        encoded = self.text.encode()  # ast counts bytes
        return len(encoded[:first].decode()), len(encoded[:last].decode())


def parse(source: Text) -> Syntax:
    """Raises Refusal for whatever Python cannot read or we do not allow; never runs, never overflows."""
    if len(source) > MAX_LENGTH:
        raise Refusal(messages.too_long(source.at, len(source)))
    text = re.sub(r"[\n\r\t]", " ", source)
    start = len(text) - len(text.lstrip(" "))
    _scan(source, text)
    try:
        tree = ast.parse(text[start:], mode="eval").body
    except SyntaxError as error:
        raise Refusal(unreadable(source, text, error, start)) from None
    except (ValueError, RecursionError, MemoryError):
        raise Refusal(messages.too_deep(source.at)) from None
    if start:
        _shift(tree, start)
    syntax = Syntax(source, text, tree)
    _allow(syntax)
    return syntax


def _scan(source: Text, text: str) -> None:
    """What must be refused before Python's parser sees it: depth, comments, look-alikes that it would normalise."""
    depth, quote = 0, ""
    for index, character in enumerate(text):
        if character == "\\" or (character < " " and quote):
            raise Refusal(messages.not_allowed(place_in(source, index, 1), f"'{_visible(character)}'"))
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "([{":
            depth += 1
            if depth > MAX_BRACKETS:
                raise Refusal(messages.too_deep(place_in(source, index, 1)))
        elif character in ")]}":
            depth -= 1
        elif character == "#":
            raise Refusal(messages.not_allowed(place_in(source, index, 1), "'#'"))
        elif not (character.isascii() and character.isprintable()):
            raise Refusal(messages.look_alike(place_in(source, index, 1), _visible(character)))
    if not text.strip():
        raise Refusal(messages.not_readable(source.at, "it is empty"))


def _visible(character: str) -> str:
    return character if character.isprintable() else f"U+{ord(character):04X}"


def _shift(tree: ast.expr, columns: int) -> None:
    for node in ast.walk(tree):
        if isinstance(node, (ast.expr, ast.keyword)):
            node.col_offset += columns
            node.end_col_offset = (node.end_col_offset or 0) + columns


def _allow(syntax: Syntax) -> None:
    """Every node is of a kind that we know, and none lies deeper than the checker and the emitters can follow."""
    waiting: list[tuple[ast.AST, ast.AST, int]] = [(syntax.tree, syntax.tree, 1)]
    while waiting:
        node, seen, depth = waiting.pop()
        seen = node if hasattr(node, "col_offset") else seen
        if depth > MAX_DEPTH:
            raise Refusal(messages.too_deep(syntax.place(seen)))
        if not isinstance(node, _ALLOWED):
            what, hint = _WORDS.get(type(node), (f"'{syntax.typed(seen)}'", ""))
            raise Refusal(messages.not_allowed(syntax.place(seen), what, hint))
        if isinstance(node, ast.Constant) and not isinstance(node.value, (str, bool, int, float, type(None))):
            raise Refusal(messages.not_allowed(syntax.place(node), f"'{syntax.typed(node)}'"))
        waiting += [(child, seen, depth + 1) for child in ast.iter_child_nodes(node)]
