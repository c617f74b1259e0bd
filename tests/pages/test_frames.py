"""What stands around the control of a question is escaped, and says what there is to say of it; without a portal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from runtime.declarations.fields import Field
from runtime.web.forms import RecordForm, ask
from runtime.web.forms.question import Question

BAD = '<script>"&'
SAFE = "&lt;script&gt;&#34;&amp;"
KINDS: dict[str, dict[str, Any]] = {
    "text": {},
    "longtext": {},
    "integer": {},
    "percent": {},
    "date": {},
    "datetime": {},
    "yesno": {},
    "choice": {"choices": {BAD: BAD}},
    "choices": {"choices": {BAD: BAD}},
    "link": {"target": "depot"},
    "links": {"target": "depot"},
    "files": {},
}


@dataclass(frozen=True, slots=True)
class Around:
    deciding: frozenset[str] = frozenset()
    action: str = BAD


def question(kind: str, **more: Any) -> Question:
    field = Field("depot", kind, BAD, hint=BAD, **(KINDS[kind] | more))
    made = type("Form", (RecordForm,), {"depot": ask(field)})
    form = made(["depot"], wording={}, locale=Locale("en"), zone=ZoneInfo("UTC"), currency="EUR", kept_files={})
    form.fill({}, None)
    (found,) = form.questions
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_labels_hints_messages_and_answers_are_escaped(kind: str) -> None:
    asked = question(kind)
    asked.messages.append(BAD)
    if kind not in ("date", "datetime"):  # whose parts are numbers
        asked.texts = [BAD]
    page = asked.markup(Around())
    assert "<script" not in page
    assert page.count(SAFE) >= 3
    assert f'<p class="message" id="depot-message">\n<span class="visually-hidden">Error: </span>{SAFE}</p>' in page
    assert 'class="question wrong"' in page
    assert 'aria-describedby="depot-hint depot-message' in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_says_whether_it_must_be_answered_is_needed_and_decides(kind: str) -> None:
    asked, optional = question(kind, required=True), question(kind)
    assert "(optional)" not in asked.markup(Around())
    assert ' <span class="optional">(optional)</span>' in optional.markup(Around())
    plain = optional.markup(Around())
    assert "data-unneeded" not in plain
    assert "data-decides" not in plain
    assert "Not needed" not in plain
    assert " data-decides>" in optional.markup(Around(deciding=frozenset({"depot"})))
    optional.shown = False
    assert " data-unneeded>" in optional.markup(Around())
    assert '<p class="hint">Not needed with your present answers.</p>' in optional.markup(Around())
