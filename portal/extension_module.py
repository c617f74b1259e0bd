"""One module of hand-written code as it is typed: what its names stand for. Read as a syntax tree, never run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.problems import Position

VOCABULARY = "runtime.extending"
ALLOWED = (VOCABULARY, "runtime.declarations.kinds", "runtime.web.forms", "runtime.web.api.schemas")
"""What of the product hand-written code may import; the rest may change with any upgrade."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A name of the module: what it stands for, and where it was imported."""

    module: str
    name: str | None
    at: Position

    @property
    def whole(self) -> str:
        return f"{self.module}.{self.name}" if self.name else self.module


@dataclass(frozen=True, slots=True)
class Module:
    """`file` as problems show it. `imports` by the local name."""

    file: str
    tree: ast.Module
    imports: Mapping[str, Imported]

    def at(self, node: ast.AST) -> Position:
        return position(self.file, node)

    def meaning(self, node: ast.AST) -> str:
        """The whole name of what an expression stands for: "runtime.extending.on"; "" where it is not imported."""
        if isinstance(node, ast.Name):
            found = self.imports.get(node.id)
            return found.whole if found else ""
        if isinstance(node, ast.Attribute):
            inner = self.meaning(node.value)
            return f"{inner}.{node.attr}" if inner else ""
        return ""

    def is_word(self, node: ast.AST, *words: str) -> bool:
        """Whether it is one of these words of the vocabulary."""
        module, _, word = self.meaning(node).rpartition(".")
        return module == VOCABULARY and word in words


def read_module(file: str, text: str) -> Module:
    """Raises SyntaxError, ValueError."""
    tree = ast.parse(text, file)
    return Module(file, tree, dict(_imports(file, tree)))


def _imports(file: str, tree: ast.Module) -> Iterator[tuple[str, Imported]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, Imported(node.module, alias.name, position(file, alias))
        elif isinstance(node, ast.Import):
            for alias in node.names:
                whole = alias.name if alias.asname else alias.name.partition(".")[0]
                yield alias.asname or whole, Imported(whole, None, position(file, alias))
                if whole != alias.name:
                    yield alias.name, Imported(alias.name, None, position(file, alias))


def position(file: str, node: ast.AST) -> Position:
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    end = getattr(node, "end_col_offset", column + 1) if getattr(node, "end_lineno", line) == line else column + 1
    return Position(file, line, column + 1, max(1, end - column))


def text_of(node: ast.AST | None) -> str | None:
    """The text of a literal."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def texts_of(node: ast.AST | None) -> list[tuple[str, ast.AST]]:
    """The texts in a literal tuple, list or set, each with its place."""
    items = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else []
    return [(each.value, each) for each in items if isinstance(each, ast.Constant) and isinstance(each.value, str)]
