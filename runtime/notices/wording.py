"""The words of notices: which fields they name, and what stands in their place as plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from runtime.declarations.fields import FILE_KINDS, Field
from runtime.declarations.notices import Notice
from runtime.scope import NOT_SHOWN, Linked
from runtime.scope.results import FileRow
from runtime.web.formats import Formats

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
LINK, ME = "link", "me"
HIDDEN = "not shown"
JOINERS = "\u200c\u200d"
"""Cannot be seen, and some scripts and emoji are not right without them."""


@lru_cache(maxsize=1024)
def names_in(*texts: str) -> tuple[str, ...]:
    """The fields that are named, each once."""
    found = (name for text in texts for name in PLACEHOLDER.findall(text))
    return tuple(name for name in dict.fromkeys(found) if name not in (LINK, ME))


def names_of(notice: Notice) -> tuple[str, ...]:
    """All that its words name."""
    return names_in(notice.subject, *(notice.mail.text if notice.mail is not None else ()))


def filled(text: str, words: Mapping[str, str]) -> str:
    """What is not known stays as it is typed."""
    return PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)


def words_of(field: Field, value: Any, to: Formats) -> str:
    """A value that its reader sees, as plain text."""
    if value is None or value == ():
        return ""
    if value is NOT_SHOWN:
        return HIDDEN
    if isinstance(value, Linked):
        return printable(value.title)
    if isinstance(value, tuple) and field.kind in ("links", *FILE_KINDS):
        return printable(", ".join(_names(value)))
    return printable(to.text(field, value))


def printable(text: str) -> str:
    """Without what cannot be seen, and could turn around or break what is read; lines stay lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(each for each in lines if each == "\n" or each in JOINERS or unicodedata.category(each)[0] != "C")


def _names(values: Iterable[Any]) -> Iterable[str]:
    return (
        each.title if isinstance(each, Linked) else each.name for each in values if isinstance(each, Linked | FileRow)
    )
