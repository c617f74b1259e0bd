"""Whether the comments on the page of a record are those that its reader sees, and its form is there for just them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaks.asker import Asker
from leaks.judging_lists import Fault
from leaks.requests import Answer, Request
from leaks.saying import SORTS, may_say, said_on

LATEST = 20
SECTION = re.compile(r'<section class="sheet thread[^"]*" id="(comments|internal-notes)".*?</section>', re.DOTALL)
ENTRY = re.compile(r'<li id="said-(\d+)">')
IDS = {"comment": "comments", "note": "internal-notes"}


def judge_said(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    assert request.record_id is not None
    shown = {found[1]: {int(each) for each in ENTRY.findall(found[0])} for found in SECTION.finditer(answer.text)}
    for kind, internal in SORTS.items():
        thread = may_say(asker.expectation, request.record, request.record_id, internal=internal)
        found = shown.get(IDS[kind])
        if thread is None:
            if found is not None:
                yield "comments", f"shows {IDS[kind]}, of which this person sees none"
            continue
        expected = sorted(said_on(asker.expectation, thread, request.record_id))[-LATEST:]
        if found is None or found != set(expected):
            yield "comments", f"shows {sorted(found or ())[:5]} of {IDS[kind]}, and {expected[:5]} are seen"


def judge_form(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    """The page on which a comment is written."""
    if request.record_id is None or request.query:
        return
    thread = may_say(asker.expectation, request.record, request.record_id, internal=SORTS[request.kind])
    if (answer.code == 200) != (thread is not None):
        yield "status line", f"{answer.status}, though this person {'may' if thread else 'may not'} add one"
