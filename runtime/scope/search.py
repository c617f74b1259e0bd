"""Searching a list by words: in the text that the reader sees in it, in whatever case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Text, bindparam, false, func, or_, select

from runtime.declarations.fields import TEXT_KINDS
from runtime.scope.policy import Policy, Readable
from runtime.scope.results import BadQuery
from runtime.scope.sources import Source, Sources
from runtime.scope.titles import read_title

MOST_WORDS = 8
LONGEST = 200
ESCAPE = "\\"


def read_words(q: str) -> tuple[str, ...]:
    """The words looked for, all of which must be found. Raises BadQuery where it is too much."""
    words = tuple(dict.fromkeys(q.lower().split()))
    if len(q) > LONGEST or len(words) > MOST_WORDS:
        raise BadQuery(f"Search for at most {MOST_WORDS} words and {LONGEST} characters.")
    return words


def refuse_unprintable(texts: Iterable[str]) -> None:
    """What no text of ours holds and PostgreSQL would not take. Raises BadQuery."""
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for text in texts for character in text):
        raise BadQuery("There are characters in it that cannot be searched for.")


def pattern(text: str) -> str:
    """`text` anywhere, its own wildcards taken literally."""
    for special in (ESCAPE, "%", "_"):
        text = text.replace(special, ESCAPE + special)
    return f"%{text}%"


Searched = Callable[[BindParameter[str]], ColumnElement[bool]]
"""Whether something that the reader sees contains a word (a `pattern` in lower case)."""


def contains(column: ColumnElement[Any], bound: BindParameter[str]) -> ColumnElement[bool]:
    return column.like(bound, escape=ESCAPE)


def found_in(texts: Iterable[Searched], parameter: str) -> ColumnElement[bool]:
    """One of `texts` contains the word left to the request as `parameter`."""
    bound: BindParameter[str] = bindparam(parameter, type_=Text())
    return or_(false(), *(text(bound) for text in texts))


def title_names(policy: Policy, key: str) -> tuple[str, ...]:
    """The fields that make the reader's title of a record type."""
    access = policy.access(key)
    record = policy.site.records[key]
    return read_title((access.title if access is not None else "") or record.title).names


def visible_texts(sources: Sources, source: Source, names: Iterable[str], links: int = 1) -> list[Searched]:
    """The text columns among `names` as the reader sees them; of links, those of the titles that they show."""
    readable = sources.policy.readable(source.record.key)
    seen = [readable[name] for name in dict.fromkeys(names) if name in readable and readable[name].link is None]
    own = [partial(_contained, sources.visible(source, one)) for one in seen if one.field.kind in TEXT_KINDS]
    if links < 1:
        return list(own)
    linked = [one for one in seen if one.field.kind == "link" and _shown(sources, one)]
    return [*own, *(partial(_titled, sources, source, one) for one in linked)]


def _contained(text: ColumnElement[Any], bound: BindParameter[str]) -> ColumnElement[bool]:
    return contains(func.lower(text), bound)


def _titled(sources: Sources, source: Source, link: Readable, bound: BindParameter[str]) -> ColumnElement[bool]:
    """Asked of the linked record by itself, not of a join: so the rows can be read in the order of the list, and
    looked at only until there are enough."""
    inner = Sources(sources.policy, sources.given, link.field.target or "")
    texts = visible_texts(inner, inner.root, title_names(inner.policy, inner.root.record.key), links=0)
    seen = (inner.root.id == sources.visible(source, link), inner.rows(inner.root))
    found = select(inner.root.id).select_from(inner.clause).where(*seen, or_(false(), *(text(bound) for text in texts)))
    return found.correlate(source.alias).exists()


def _shown(sources: Sources, link: Readable) -> bool:
    """Whether the reader may see some record there."""
    access = sources.policy.access(link.field.target or "")
    return access is not None and access.rows is not None
