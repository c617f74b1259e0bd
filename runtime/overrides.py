"""What a template of hand-written code must keep to, and the marks by which it remembers what it replaces.

Text and syntax only: nothing is rendered here. `{# replaces main of detail.html 3f2a9c #}` is a mark: the digits stand
for the block as it was, so that an upgrade that changed it is noticed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

SHIPPED = Path(__file__).parent / "web" / "templates"
PREFIX = "shipped/"
DIGITS = 6
_MARK = re.compile(r"\{#-?\s*replaces\s+(\w+)\s+of\s+([\w./-]+)\s+([0-9a-f]+)\s*-?#\}")
_SYNTAX = Environment(autoescape=True)
GIVEN = frozenset(
    {"shell", "request", "session", "g", "config", "csrf_token", "current_user", "get_flashed_messages", "url_for"}
)
"""What every template has, besides what its page gives it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a template: `text` is what stands between its tags."""

    name: str
    template: str
    line: int
    text: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:DIGITS]

    @property
    def mark(self) -> str:
        return f"{{# replaces {self.name} of {self.template} {self.digest} #}}"


@dataclass(frozen=True, slots=True)
class Mark:
    name: str
    template: str
    digest: str
    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a template cannot be used as it is."""

    line: int
    words: str
    hint: str


def is_shipped(path: str) -> bool:
    return (SHIPPED / path).is_file()


def shipped_block(path: str, name: str) -> Block | None:
    """The block of that name in the shipped template, or in one that it extends."""
    source = (SHIPPED / path).read_text(encoding="utf-8")
    found = {block.name: block for block in blocks_in(path, source)}
    if name in found:
        return found[name]
    base = _extended(_SYNTAX.parse(source))
    return shipped_block(base, name) if base and is_shipped(base) else None


def names_of_blocks(path: str) -> list[str]:
    """Of the shipped template and those that it extends."""
    source = (SHIPPED / path).read_text(encoding="utf-8")
    base = _extended(_SYNTAX.parse(source))
    own = [block.name for block in blocks_in(path, source)]
    return list(dict.fromkeys((*own, *(names_of_blocks(base) if base and is_shipped(base) else ()))))


def blocks_in(path: str, source: str) -> list[Block]:
    """The blocks of a template that can be parsed, inner ones before those around them."""
    found: list[Block] = []
    opened: list[tuple[str, int, int]] = []
    text, tag, begun = "", [""], 0
    for line, kind, value in _SYNTAX.lex(source):
        if kind == "block_begin":
            tag, begun = [], len(text)
        elif kind == "name":
            tag.append(value)
        text += value
        if kind == "block_end" and tag[:1] == ["block"]:
            opened.append((tag[1], len(text), line))
        elif kind == "block_end" and tag[:1] == ["endblock"]:
            name, start, at = opened.pop()
            found.append(Block(name, path, at, text[start:begun]))
    return found


def marks_in(source: str) -> list[Mark]:
    return [
        Mark(found[1], found[2], found[3], source.count("\n", 0, found.start()) + 1) for found in _MARK.finditer(source)
    ]


def faults_in(path: str, source: str) -> Iterator[Fault]:
    """Whatever would break a page, never be shown, or print text as markup."""
    try:
        tree = _SYNTAX.parse(source)
    except TemplateSyntaxError as error:
        yield Fault(error.lineno, f"this template cannot be read: {error.message}", "")
        return
    yield from _unescaped(tree)
    if not is_shipped(path):
        return
    if _extended(tree) != f"{PREFIX}{path}":
        words = f"this stands in the place of the shipped {path} but does not extend it"
        yield Fault(1, words, f'begin it with {{% extends "{PREFIX}{path}" %}} and override its blocks')
        return
    known = names_of_blocks(path)
    for block in blocks_in(path, source):
        if block.name not in known:
            yield Fault(block.line, f"{path} has no block '{block.name}'", f"its blocks are: {', '.join(known)}")


def _unescaped(tree: nodes.Template) -> Iterator[Fault]:
    hint = "print values as they are: what people typed is escaped"
    for each in tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)):
        yield Fault(each.lineno, "escaping may not be turned off", hint)
    for filtered in tree.find_all(nodes.Filter):
        if filtered.name == "safe":
            yield Fault(filtered.lineno, "'safe' would print what people typed as markup", hint)


def strange_variables(path: str, source: str, known: frozenset[str]) -> list[str]:
    """Variables of the template that neither its page nor the product gives it, as far as shipped templates tell."""
    asked = meta.find_undeclared_variables(_SYNTAX.parse(source))
    return sorted(asked - GIVEN - known - _variables(path))


def _variables(path: str) -> frozenset[str]:
    """What the shipped template and all that it extends or includes ask for."""
    tree = _SYNTAX.parse((SHIPPED / path).read_text(encoding="utf-8"))
    found = frozenset(meta.find_undeclared_variables(tree))
    others = {each for each in meta.find_referenced_templates(tree) if each and is_shipped(each)}
    return found.union(*map(_variables, others))


def _extended(tree: nodes.Template) -> str | None:
    """The template that this one extends, where it says so by a plain name."""
    found = tree.find(nodes.Extends)
    name = found.template.value if found and isinstance(found.template, nodes.Const) else None
    return name if isinstance(name, str) else None
