"""The few elements of a printed page, as text. Whatever comes in as words is escaped; elements are made here only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of each row is its heading; the last one is as wide as is left."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    style: str = "plain"

    def html(self) -> str:
        head = "".join(f'<th scope="col">{escape(column)}</th>' for column in self.columns)
        body = "\n".join(_row(row, len(self.columns)) for row in self.rows)
        return (
            f'<div class="wide"><table class="{escape(self.style)}"><caption>{escape(self.caption)}</caption>\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
        )


def _row(row: Sequence[str], columns: int) -> str:
    first, *middle, last = row
    wide = f' colspan="{columns - len(row) + 1}"' if len(row) < columns else ""
    cells = [*(f"<td>{escape(cell)}</td>" for cell in middle), f"<td{wide}>{escape(last)}</td>"]
    return f'<tr><th scope="row">{escape(first)}</th>{"".join(cells)}</tr>'


def document(title: str, style: str, parts: Iterable[str]) -> str:
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def element(name: str, parts: Iterable[str], label: str = "") -> str:
    named = f' aria-label="{escape(label)}"' if label else ""
    return f"<{name}{named}>\n{chr(10).join(parts)}\n</{name}>"


def paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def heading(level: int, words: str, key: str = "") -> str:
    anchor = f' id="{escape(key)}"' if key else ""
    return f"<h{level}{anchor}>{escape(words)}</h{level}>"


def link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def items(elements: Iterable[str]) -> str:
    """A list of elements, or of escaped words."""
    return element("ul", [f"<li>{each}</li>" for each in elements])


def definitions(facts: Iterable[tuple[str, str]]) -> str:
    return element("dl", [f"<dt>{escape(term)}</dt><dd>{escape(words)}</dd>" for term, words in facts])
