"""A question of a form as markup: its frame, with label and notes, around its control.

Joined text, as the rows of lists are: a template for each question costs more than the rest of the page.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup

from runtime.web.controls import marked, markup_of

if TYPE_CHECKING:
    from runtime.web.forms.question import Question

WRONG = {True: " wrong", False: ""}
UNNEEDED = {True: "", False: " data-unneeded"}
DECIDES = {True: " data-decides", False: ""}
OPTIONAL = {True: ' <span class="optional">(optional)</span>', False: ""}


class Around(Protocol):
    """The page that a question stands on: the names of those that decide about others, and where answers are sent."""

    @property
    def deciding(self) -> Collection[str]: ...

    @property
    def action(self) -> str: ...


def single(question: Question, around: Around) -> Markup:
    """One control under a label."""
    name = markup_of(str(question.name))
    return marked(  # noqa: S704 - of markup
        f'<div class="question{WRONG[bool(question.messages)]}" id="{name}-question"{_marks(question, around)}>\n'
        f'<label for="{name}">{heading(question)}</label>\n{notes(question)}{question.control()}\n</div>'
    )


def group(question: Question, around: Around) -> Markup:
    """Several controls under one legend."""
    return marked(  # noqa: S704 - of markup
        f'<fieldset class="question{WRONG[bool(question.messages)]}"{named(question)}{_marks(question, around)}>\n'
        f"<legend>{heading(question)}</legend>\n{notes(question)}{question.control()}\n</fieldset>"
    )


def named(question: Question) -> str:
    """The attributes of a fieldset that say which it is."""
    described = question.described
    more = f' aria-describedby="{markup_of(described)}"' if described else ""
    return f' id="{markup_of(str(question.name))}"{more}'


def heading(question: Question) -> str:
    return f"{markup_of(question.declared.label)}{OPTIONAL[question.optional]}"


def notes(question: Question) -> str:
    """What is said of a question beside its label: that it is not needed, a hint, what is wrong with its answer."""
    hints = question.hints
    if question.shown and not hints and not question.messages:
        return ""
    name = markup_of(str(question.name))
    unneeded = "" if question.shown else '<p class="hint">Not needed with your present answers.</p>\n'
    hint = f'<p class="hint" id="{name}-hint">{markup_of(hints)}</p>\n' if hints else ""
    return f"{unneeded}{hint}{message(name, question.messages)}"


def message(name: str, messages: Collection[str]) -> str:
    """What is wrong; `name` is markup already."""
    if not messages:
        return ""
    words = markup_of(". ".join(messages))
    return f'<p class="message" id="{name}-message">\n<span class="visually-hidden">Error: </span>{words}</p>\n'


def _marks(question: Question, around: Around) -> str:
    """For the page's script."""
    return f"{UNNEEDED[question.shown]}{DECIDES[question.name in around.deciding]}"
