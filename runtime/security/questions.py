"""Short forms of the security pages: questions with their problems, on one template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Response, abort, get_flashed_messages, make_response, render_template, request


@dataclass(frozen=True, slots=True)
class Question:
    """`kind` is the type of the input; `options` (value, label) make it a choice of one. `problem`: what is wrong."""

    name: str
    label: str
    kind: str
    autocomplete: str
    value: str = ""
    hint: str = ""
    problem: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def described_by(self) -> str:
        """The ids of the hint and the message of its input."""
        parts = (f"{self.name}-hint" if self.hint else "", f"{self.name}-error" if self.problem else "")
        return " ".join(filter(None, parts))


def with_problems(questions: Sequence[Question], problems: Mapping[str, str]) -> list[Question]:
    return [replace(each, problem=problems.get(each.name, "")) for each in questions]


def refuse_others(*names: str) -> None:
    """Aborts with 400 where more was sent than a form asks for; the names are those of its questions."""
    known = {"csrf_token", *names}
    if request.files or any(name not in known or len(values) > 1 for name, values in request.form.lists()):
        abort(400)


def form_page(
    heading: str,
    questions: Sequence[Question],
    button: str,
    *,
    problems: Mapping[str, str] | None = None,
    lead: str = "",
    more: Sequence[tuple[str, str]] = (),
    title: str = "",
) -> Response:
    """The page with a form; 422 where there are `problems` (by question). `more` are links: address and words."""
    found = problems or {}
    page = render_template(
        "security/form.html",
        title=title or heading,
        heading=heading,
        lead=lead,
        notices=get_flashed_messages(),
        questions=with_problems(questions, found),
        problems=found,
        button=button,
        more=more,
    )
    return make_response(page, 422 if found else 200)
