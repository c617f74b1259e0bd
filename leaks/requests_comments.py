"""Requests that add comments to records, and that begin to watch them: where it may be done, and where not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.app import Record
from leaks.asker import Asker
from leaks.requests import Filled, Request
from leaks.requests_changes import ANYWHERE
from leaks.saying import SAID, SORTS, may_say

SAY = "say"
"""What is expected: the form, or that it is refused."""


def comment_requests(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    for record_id in asker.ids(record):
        path, guess = f"/{record.address}/{record_id}/{kind}", asker.guess(record.key, record_id)
        shown = Request(kind, path, record=record.key, record_id=record_id, expects=SAY)
        thread = may_say(asker.expectation, record.key, record_id, internal=SORTS[kind])
        if thread is None:
            yield replace(shown, guess=guess)
            yield replace(shown, method="POST", body=Filled(ANYWHERE, (("text", SAID),)), refused=True, guess=guess)
            continue
        sent = replace(shown, method="POST", expects="saved", telling=True)
        yield shown
        yield replace(sent, body=Filled(path, (("text", SAID),)))
        yield replace(sent, body=Filled(path, (("text", ""),)), refused=True)
        for field in thread.fields:
            if field.name not in asker.expectation.creatable(thread.key) or field.name == "about":
                values = (("text", SAID), (field.name, "1"))
                yield replace(sent, body=Filled(path, values), field=field.name, refused=True)


def watch_requests(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    for record_id in asker.ids(record):
        path = f"/{record.address}/{record_id}/{kind}"
        body = Filled(ANYWHERE, (("watch", "yes"),))
        sent = Request(kind, path, "POST", body=body, record=record.key, record_id=record_id)
        is_open = any(may_say(asker.expectation, record.key, record_id, internal=each) for each in SORTS.values())
        if is_open:
            yield replace(sent, expects="saved")
        else:
            yield replace(sent, refused=True, guess=asker.guess(record.key, record_id))
        yield replace(sent, body=Filled(ANYWHERE, (("watch", "maybe"),)), refused=True)
