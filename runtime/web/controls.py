"""Small pieces of forms as markup: option lists and attributes. Joined text, since objects per option cost too much."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import partial

from markupsafe import Markup, escape

SEPARATOR = "\0"
"""Stands in no text that a database keeps or a browser shows."""
SPECIAL = re.compile("[&<>'\"]")
SPECIAL_OR_SEPARATOR = re.compile("[&<>'\"\0]")
marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""A text that is markup already. `Markup` itself asks each one whether it has other markup to give, which takes longer
than most of them to put together. Everywhere but here ruff asks for a reason, as with `Markup` (S704)."""
SELECTED = {True: " selected", False: ""}


def options(choices: Mapping[str, str], chosen: str | Collection[str]) -> Markup:
    """The options of a select by value, `chosen` (one or several) selected."""
    selected = {chosen} if isinstance(chosen, str) else set(chosen)
    marks = [SELECTED[value in selected] for value in choices]
    rows = zip(escaped(choices), marks, escaped(choices.values()), strict=True)
    return marked("".join([f'<option value="{value}"{mark}>{label}</option>' for value, mark, label in rows]))


def options_by_id(titles: Mapping[int, str], chosen: int | None) -> Markup:
    """The same for records by id, of which a select has hundreds."""
    rows = zip(titles, escaped(titles.values()), strict=True)
    text = "".join([f'<option value="{record_id}">{label}</option>' for record_id, label in rows])
    if chosen in titles:  # what stands in a label has no quotes
        text = text.replace(f'value="{chosen}">', f'value="{chosen}" selected>', 1)
    return marked(text)


def hidden(values: Mapping[str, str]) -> Markup:
    """What a form sends on unseen."""
    rows = [(markup_of(name), markup_of(value)) for name, value in values.items()]
    return marked("".join([f'<input type="hidden" name="{name}" value="{value}">\n' for name, value in rows]))


def markup_of(text: str) -> str:
    """The text, escaped where it has to be: most of a list's has nothing to escape."""
    return text if SPECIAL.search(text) is None else escape(text)


def escaped(texts: Collection[str]) -> list[str]:
    """Each of the texts, escaped; all of them at once, which takes a tenth of the time."""
    if SPECIAL_OR_SEPARATOR.search("".join(texts)) is None:
        return [*texts]
    joined = SEPARATOR.join(texts)
    if joined.count(SEPARATOR) >= len(texts):  # one of them has it
        joined = SEPARATOR.join([text.replace(SEPARATOR, "") for text in texts])
    return str.__str__(escape(joined)).split(SEPARATOR)


def attributes(values: Mapping[str, str | bool]) -> Markup:
    """Attributes with a leading blank each; True stands for one without value, False and "" for none."""
    found = ""
    for name, value in values.items():
        if value is True:
            found += f" {name}"
        elif value:
            found += f' {name}="{markup_of(value)}"'
    return marked(found)


def element(name: str, shape: Markup, content: str) -> Markup:
    """An element with the attributes `shape`; the content is markup, too."""
    return marked(f"<{name}{shape}>{content}</{name}>")


def void(name: str, shape: Markup) -> Markup:
    """An element that cannot have any content."""
    return marked(f"<{name}{shape}>")
