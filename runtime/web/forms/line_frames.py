"""The lines of a record in its form, as markup: each a fieldset with its questions, and a button for another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from runtime.web.controls import marked, markup_of
from runtime.web.forms.choices import CHECKED
from runtime.web.forms.frames import WRONG, Around, heading, message, named, notes

if TYPE_CHECKING:
    from runtime.web.forms.lines import LineEntry, LinesQuestion


def lines(question: LinesQuestion, around: Around) -> Markup:
    name = markup_of(str(question.name))
    entries = "".join([f"{_line(each, around)}\n" for each in question.entries])
    return marked(  # noqa: S704 - escaped here
        f'<fieldset class="question lines{WRONG[bool(question.messages)]}"{named(question)}>\n'
        f"<legend>{heading(question)}</legend>\n{notes(question)}"
        f'<input type="hidden" name="{name}" value="">\n{entries}{_adding(question, around)}</fieldset>'
    )


def _adding(question: LinesQuestion, around: Around) -> str:
    """What is typed goes along, and the page comes back at these lines."""
    if not question.may_add:
        return ""
    name, action = markup_of(str(question.name)), markup_of(around.action)
    return (
        f'<p><button class="btn btn-plain" type="submit" name="_add" value="{name}" formaction="{action}#{name}">'
        f"{markup_of(question.add_label)}</button></p>\n"
    )


def _line(line: LineEntry, around: Around) -> str:
    prefix, wrong = markup_of(line.prefix), bool(line.messages)
    described = f' aria-describedby="{prefix}-message"' if wrong else ""
    known = "" if line.row is None else f'<input type="hidden" name="{prefix}-id" value="{line.row.id}">\n'
    questions = "".join([f"{each.markup(around)}\n" for each in line.questions])
    return (
        f'<fieldset class="line{WRONG[wrong]}" id="{prefix}" tabindex="-1"{described}>\n'
        f"<legend>{markup_of(line.title)}</legend>\n{message(prefix, line.messages)}{known}{_facts(line)}"
        f'<div class="line-fields">\n{questions}</div>\n{_removal(line)}</fieldset>'
    )


def _facts(line: LineEntry) -> str:
    if not line.facts:
        return ""
    facts = [f"<div><dt>{markup_of(label)}</dt><dd>{html}</dd></div>\n" for label, html in line.facts]
    return f'<dl class="line-facts">\n{"".join(facts)}</dl>\n'


def _removal(line: LineEntry) -> str:
    if not line.offers_removal:
        return ""
    name, label = f"{markup_of(line.prefix)}-remove", markup_of(line.title)
    return (
        f'<div class="form-check"><input class="form-check-input" type="checkbox" id="{name}" name="{name}" value="1"'
        f'{CHECKED[line.removed]}><label class="form-check-label" for="{name}">Remove {label}</label></div>\n'
    )
