"""Searching a list by words: in the text that the reader sees in it, in whatever case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Text, bindparam, false, func, or_

from runtime.declarations.fields import TEXT_KINDS
from runtime.scope.policy import Policy
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


def contains(column: ColumnElement[Any], bound: BindParameter[str]) -> ColumnElement[bool]:
    return column.like(bound, escape=ESCAPE)


def found_in(texts: Iterable[ColumnElement[str]], parameter: str) -> ColumnElement[bool]:
    """One of `texts` contains the word left to the request as `parameter` (a `pattern` in lower case)."""
    bound: BindParameter[str] = bindparam(parameter, type_=Text())
    return or_(false(), *(contains(func.lower(text), bound) for text in texts))


def title_names(policy: Policy, key: str) -> tuple[str, ...]:
    """The fields that make the reader's title of a record type."""
    access = policy.access(key)
    record = policy.site.records[key]
    return read_title((access.title if access is not None else "") or record.title).names


def visible_texts(sources: Sources, source: Source, names: Iterable[str], links: int = 1) -> list[ColumnElement[str]]:
    """The text columns among `names` as the reader sees them; of links, those of the titles that they show."""
    readable = sources.policy.readable(source.record.key)
    found: list[ColumnElement[str]] = []
    for name in dict.fromkeys(names):
        one = readable.get(name)
        if one is None:
            continue
        if one.field.kind in TEXT_KINDS and one.link is None:
            found.append(sources.visible(source, one))
        elif one.field.kind == "link" and one.link is None and links > 0:
            target = sources.linked(source, one)
            if target is not None:
                there = title_names(sources.policy, target.record.key)
                found += visible_texts(sources, target, there, links - 1)
    return found
