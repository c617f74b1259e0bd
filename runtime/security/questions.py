"""Short forms of the security pages: questions with their problems, on one template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Response, get_flashed_messages, make_response, render_template


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
        questions=[replace(each, problem=found.get(each.name, "")) for each in questions],
        problems=found,
        button=button,
        more=more,
    )
    return make_response(page, 422 if found else 200)
