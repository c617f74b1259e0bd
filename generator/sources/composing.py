"""YAML text to nodes: PyYAML's events, own construction.

Of YAML only mappings, lists and texts are left: no types, anchors, tags or merge keys. What YAML would silently read
as something else than it looks is a problem here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NoReturn, Protocol, cast

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from generator.problems import Position, Problem, Text
from generator.sources import cuts, traps
from generator.sources.nodes import Items, Node, Table
from generator.sources.text import find_hidden

Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its events are used. PyYAML without its C part is ten times slower, otherwise the same."""

MOST_PROBLEMS = 200
MOST_VALUES = 50_000


def compose(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The one document of a file and all its problems; no node where the file cannot be read to its end."""
    composer = _Composer(text, file)
    try:
        return composer.document(), composer.problems
    except _UnreadableError:
        return None, composer.problems
    except yaml.MarkedYAMLError as error:
        problem = traps.explain(error, composer.last, composer.open, composer.lines, file)
        known = any(earlier.position.line == problem.position.line for earlier in composer.problems)
        return None, composer.problems if known else [*composer.problems, problem]


class _UnreadableError(Exception):
    """The problem is noted and there is no way on."""


class _Mark(Protocol):
    line: int
    column: int


def _start(event: Event) -> _Mark:
    return cast(_Mark, event.start_mark)


class _Composer:
    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines: Sequence[str] = text.split("\n")
        self.problems: list[Problem] = []
        self.last: Event | None = None
        self.open: list[tuple[int, int]] = []  # lines and columns of brackets that are not closed yet, from 0
        self._parser = Parser(text)
        self._values = 0

    def document(self) -> Node | None:
        self._next()
        start = self._next()
        if isinstance(start, StreamEndEvent):
            return None
        root = self._next()
        node = self._node(root, 1)
        self._next()
        more = self._next()
        if isinstance(more, DocumentStartEvent):
            words = "a second document begins here; a spec file has one"
            self._refuse("S007", words, self._at(_start(more), 3), "remove the line ---, or make a file for each")
        return None if _is_empty(root) else node

    def _next(self) -> Event:
        event: Event = self._parser.get_event()
        return event

    def _node(self, event: Event, depth: int) -> Node:
        self._values += 1
        if depth > traps.DEEPEST:
            self._stop(traps.too_deep(self._at(_start(event))))
        if self._values > MOST_VALUES:
            words = f"more than {MOST_VALUES:,} values in one file"
            self._stop(Problem("S003", words, self._at(_start(event)), "describe one thing per file"))
        if isinstance(event, AliasEvent):
            return self._alias(event)
        if isinstance(event, NodeEvent) and (event.anchor or getattr(event, "tag", None)):
            self._refuse_property(event)
        if isinstance(event, ScalarEvent):
            self.last = event
            return self._text(event)
        assert isinstance(event, MappingStartEvent | SequenceStartEvent)
        bracket = self._bracket(event)
        self.open += bracket
        node = self._table(event, depth) if isinstance(event, MappingStartEvent) else self._items(event, depth)
        del self.open[len(self.open) - len(bracket) :]
        return node

    def _bracket(self, event: Event) -> list[tuple[int, int]]:
        """Where its bracket stands; blocks have none, nor has the mapping in `[a: b]`."""
        end = cast(_Mark, event.end_mark)
        before = self.lines[end.line][: end.column] if end.line < len(self.lines) else ""
        return [(end.line, end.column - 1)] if before.endswith(("{", "[")) else []

    def _items(self, start: SequenceStartEvent, depth: int) -> Items:
        items = Items(self._at(_start(start)))
        while not isinstance(event := self._next(), CollectionEndEvent):
            node = self._node(event, depth + 1)
            if _is_empty(event):
                self._refuse("S014", "an item of this list is empty", self._at(_start(event)), "write it or remove it")
            else:
                items.append(node)
        self.last = event
        return items

    def _table(self, start: MappingStartEvent, depth: int) -> Table:
        table = Table(self._at(_start(start)))
        while not isinstance(event := self._next(), CollectionEndEvent):
            key = self._key(self._node(event, depth + 1), event)
            value_event = self._next()
            value = self._node(value_event, depth + 1)
            if key is None:
                continue
            if _is_empty(value_event):
                self._empty(key, start, table)
            elif self._is_new(key, table):
                table[key] = value
        self.last = event
        return table

    def _key(self, node: Node, event: Event) -> Text | None:
        if isinstance(event, AliasEvent):
            return None
        if not isinstance(node, Text):
            hint = "text with braces or brackets needs quotes around it"
            self._refuse("S013", "a key is a text, not a list or a mapping", node.at, hint)
            return None
        if not node:
            self._refuse("S013", "a key is empty", node.at, "write the key before the colon")
            return None
        if node == "<<":
            hint = "use a mixin (uses:) for what record types share"
            self._refuse("S010", "merge keys (<<) are not used in specs", node.at, hint)
            return None
        return node

    def _is_new(self, key: Text, table: Table) -> bool:
        if key not in table:
            return True
        first = table.key(key).at
        where = f"line {first.line}" if first.line != key.at.line else f"column {first.column}"
        self._refuse("S011", f"key '{key}' is typed twice", key.at, f"it stands in {where} already; remove one of them")
        return False

    def _empty(self, key: Text, start: MappingStartEvent, table: Table) -> None:
        if start.flow_style:
            self._note(cuts.without_value(key, table))
        else:
            self._note(cuts.empty(key, self.lines[key.at.line - 1]))

    def _text(self, event: ScalarEvent) -> Text:
        start, end = _start(event), cast(_Mark, event.end_mark)
        value: str = event.value
        plain = event.implicit[0]
        if event.style in ("|", ">"):
            return self._block(value, start)
        quote = 0 if plain else 1
        if start.line == end.line:
            length = end.column - start.column - 2 * quote
        else:
            length = max(len(self.lines[start.line]) - start.column - quote, 1)
        text = Text(value, self._at(start, length, quote))
        if event.style == '"' and (hidden := find_hidden(value)):
            self._refuse("S002", f"the character {hidden} cannot be seen and is not allowed", text.at, "delete it")
        if plain and value and "#" in self.lines[end.line]:
            self._note(cuts.at_hash(text, self.lines[end.line], end.line + 1, end.column))
        return text

    def _block(self, value: str, start: _Mark) -> Text:
        """A block of text: it begins on the first line that is not blank after its `|` or `>`."""
        value = value.rstrip("\n")
        for number in range(start.line + 1, len(self.lines)):
            line = self.lines[number]
            if line.strip():
                column = len(line) - len(line.lstrip())
                return Text(value, Position(self.file, number + 1, column + 1, len(line.rstrip()) - column))
        return Text(value, self._at(start))

    def _alias(self, event: AliasEvent) -> Text:
        name = str(event.anchor)
        at = self._at(_start(event), len(name) + 1)
        self._refuse("S008", f"'*{name}' is read as a reference by YAML", at, cuts.QUOTES)
        self.last = event
        return Text(f"*{name}", at)

    def _refuse_property(self, event: NodeEvent) -> None:
        """`&x` or `!x` before a value."""
        start = _start(event)
        found = re.compile(r"\S+").match(self.lines[start.line], start.column)
        typed = found.group().rstrip(",]}") if found else "!"
        at = self._at(start, len(typed))
        if typed.startswith("&"):
            self._refuse("S008", f"'{typed}' is read as an anchor by YAML, not as text", at, cuts.QUOTES)
        else:
            self._refuse("S009", f"'{typed}' is read as a tag by YAML, not as text", at, cuts.QUOTES)

    def _at(self, mark: _Mark, length: int = 1, shift: int = 0) -> Position:
        return Position(self.file, mark.line + 1, mark.column + 1 + shift, length)

    def _note(self, problem: Problem | None) -> None:
        if problem is not None:
            self.problems.append(problem)
        if len(self.problems) > MOST_PROBLEMS:
            raise _UnreadableError

    def _refuse(self, code: str, message: str, at: Position, hint: str = "") -> None:
        self._note(Problem(code, message, at, hint))

    def _stop(self, problem: Problem) -> NoReturn:
        self.problems.append(problem)
        raise _UnreadableError


def _is_empty(event: Event) -> bool:
    """Nothing was typed; `""` and `&x` are something, and `&x` is refused already."""
    if not isinstance(event, ScalarEvent) or event.value:
        return False
    return (bool(event.implicit[0]) or event.style in ("|", ">")) and not event.anchor
