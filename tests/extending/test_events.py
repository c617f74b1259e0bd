"""Handlers before the commit refuse, set fields, or fail: then nothing is saved. After the commit they react."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from runtime import tables
from runtime.extending import Committed, Created, Deleted, Edited, ListQuery, Saved, on
from runtime.files import FileStore
from runtime.service import Conflict, Forbidden, Missing, Refused, Service
from runtime.service.events import ExtensionError
from runtime.service.reacting import Handlers
from tests.service.conftest import Yard, unchanged, upload, yard  # noqa: F401 - fixtures
from tests.service.yard import YARD, YardJob

MODELS = {key: record.model for key, record in YARD.records.items()}


@dataclass
class Told:
    """The yard with handlers, for one test."""

    yard: Yard

    def by(self, *handlers: Any) -> Yard:
        place = self.yard
        service = Service(YARD, place.engines, place.scopes, FileStore(str(place.folder)), Handlers(handlers, MODELS))
        return Yard(place.engines, service, place.scopes, place.folder, place.people, place.ids)


@pytest.fixture
def told(yard: Yard) -> Told:  # noqa: F811
    return Told(yard)


def test_a_handler_sees_the_record_as_it_was_and_will_be_by_the_names_of_the_specs(told: Told) -> None:
    seen: list[Saved] = []

    @on(Saved, "yard_job")
    def look(event: Saved) -> None:
        seen.append(event)
        shown.append((event.before and event.before["subject"], event.after.subject, event.after.client))
        sets.append((event.before and event.before.people, event.after.people))

    shown: list[Any] = []
    sets: list[Any] = []
    place = told.by(look)
    ann, lou = place.ids["ann"], place.ids["lou"]
    made = place.create(subject="Paint the hull")
    place.edit("yard_job", made.id, subject="Paint it twice")
    place.edit("yard_job", made.id, people=(ann,))
    north = place.ids["north"]
    twice = "Paint it twice"
    assert shown == [(None, "Paint the hull", north), ("Paint the hull", twice, north), (twice, twice, north)]
    assert sets[-1] == ((), (ann,)) and lou not in sets[-1][1]
    kinds = [(type(event), event.record, event.id) for event in seen]
    assert kinds == [(Created, "yard_job", made.id), *[(Edited, "yard_job", made.id)] * 2]
    assert [event.who.name for event in seen] == ["Ann"] * 3
    assert seen[1].changed == {"subject"} and "subject" in seen[0].changed and seen[2].changed == {"people"}


@pytest.mark.parametrize(("place", "kept"), [("Afloat", True), ("Sunk", None)])
def test_the_history_has_what_a_handler_set_as_far_as_it_is_kept(told: Told, place: str, kept: bool | None) -> None:
    """The history comes with the record; a hidden field is emptied after that."""

    @on(Created, "yard_mooring")
    def leave(event: Created) -> None:
        event.set(left=True)

    boats = told.by(leave)
    saved = boats.create("yard_mooring", "lou", place=place, client=boats.ids["north"])
    assert boats.row("yard_mooring", saved.id)["left"] is kept
    (row,) = boats.rows(tables.history, tables.history.c.record_id == saved.id)
    assert json.loads(row["changes"]).get("left") == (None if kept is None else [None, kept])


def test_created_edited_and_deleted_are_told_apart(told: Told) -> None:
    heard: list[str] = []

    @on(Created, YardJob)
    def made(event: Created) -> None:
        heard.append("made")

    @on(Edited, YardJob)
    def changed(event: Edited) -> None:
        heard.append(f"changed {event.before.state}")

    @on(Deleted, YardJob)
    def gone(event: Deleted) -> None:
        heard.append(f"gone {event.before.state} {event.before.people}")

    place = told.by(made, changed, gone)
    job = place.create(subject="Three steps").id
    place.edit("yard_job", job, state="done")
    place.edit("yard_job", job, state="done")  # nothing changes, so nobody is told
    place.delete("yard_job", job)
    assert heard == ["made", "changed open", "gone done ()"]


def test_one_function_may_wait_for_several_events(told: Told) -> None:
    heard: list[str] = []

    @on(Saved, "yard_job")
    @on(Saved, "yard_client")
    def look(event: Saved) -> None:
        heard.append(event.record)

    place = told.by(look)
    place.create(subject="Both")
    place.edit("yard_client", place.ids["north"], who="lou", quota=99)
    assert heard == ["yard_job", "yard_client"]


@pytest.mark.usefixtures("unchanged")
def test_a_refusal_stands_at_its_field_and_all_are_told_at_once(told: Told) -> None:
    @on(Saved, "yard_job")
    def first(event: Saved) -> None:
        event.refuse("Choose another subject.", "subject")
        event.refuse("Come back on Monday.")

    @on(Created, "yard_job")
    def second(event: Created) -> None:
        event.refuse("It is too short.", field="subject")

    with pytest.raises(Refused) as refused:
        told.by(first, second).create(subject="Sail")
    assert refused.value.errors == {
        "subject": ["Choose another subject.", "It is too short."],
        "": ["Come back on Monday."],
    }


@pytest.mark.usefixtures("unchanged")
def test_a_refusal_at_a_field_that_is_not_in_the_form_names_no_field(told: Told) -> None:
    @on(Saved, "yard_client")
    def look(event: Saved) -> None:
        event.refuse("This does not go.", "quota")

    place = told.by(look)
    with pytest.raises(Refused) as refused:
        place.edit("yard_client", place.ids["north"], email="new@north.example")
    assert refused.value.errors == {"": ["This does not go."]}


def test_a_deletion_can_be_refused(told: Told) -> None:
    @on(Deleted, "yard_job")
    def keep(event: Deleted) -> None:
        event.refuse(f"{event.before.subject} stays.")

    place = told.by(keep)
    job = place.create(subject="A keeper", state="done").id
    with pytest.raises(Refused, match="A keeper stays"):
        place.delete("yard_job", job)
    assert place.row("yard_job", job)["subject"] == "A keeper"


def test_what_a_handler_sets_is_saved_computed_with_and_in_the_history(told: Told) -> None:
    @on(Saved, "yard_job")
    def fill(event: Saved) -> None:
        event.set(hours=2, details="From a handler")
        assert event.after.hours == 2

    @on(Saved, "yard_job")
    def look(event: Saved) -> None:
        heard.append(event.after.details)

    heard: list[str] = []
    place = told.by(fill, look)
    job = place.create(subject="Filled", hours=None).id
    row = place.row("yard_job", job)
    assert (row["hours"], row["details"]) == (2, "From a handler")
    assert heard == ["From a handler"]
    (entry,) = place.rows(tables.history, tables.history.c.record_id == job)
    assert "From a handler" in entry["changes"]


def test_a_handler_may_set_what_the_person_may_not_edit(told: Told) -> None:
    """As a preset of the portal does: hidden and set are two things."""

    @on(Saved, "yard_client")
    def raise_quota(event: Saved) -> None:
        event.set(quota=7)

    place = told.by(raise_quota)
    place.edit("yard_client", place.ids["south"], who="sue", email="sue@south.example")
    assert place.row("yard_client", place.ids["south"])["quota"] == 7


@pytest.mark.usefixtures("unchanged")
def test_what_a_handler_sets_is_judged_as_all_else(told: Told) -> None:
    @on(Saved, "yard_job")
    def too_much(event: Saved) -> None:
        event.set(hours=25)

    @on(Saved, "yard_job")
    def of_others(event: Saved) -> None:
        event.set(client=told.yard.ids["south"])

    with pytest.raises(Refused, match="24"):
        told.by(too_much).create(subject="Too much")
    with pytest.raises(Refused, match="would not be allowed to see it"):
        told.by(of_others).create(subject="Not ours")


def test_what_a_handler_sets_must_be_unique_where_it_has_to(told: Told) -> None:
    told.yard.create(subject="The first", code="XYZ")

    @on(Saved, "yard_job")
    def same(event: Saved) -> None:
        event.set(code="XYZ")

    with pytest.raises(Refused):
        told.by(same).create(subject="The second")


WRONG: dict[str, Callable[[Saved], Any]] = {
    "an unknown field": lambda event: event.set(sybject="x"),
    "a computed field": lambda event: event.set(total=1),
    "the number": lambda event: event.set(number="J-1"),
    "a set of links": lambda event: event.set(people=()),
    "files": lambda event: event.set(photos=()),
    "the revision": lambda event: event.set(revision=9),
    "a value of another kind": lambda event: event.set(hours="two"),
    "a value too long": lambda event: event.set(subject="x" * 41),
    "a choice that there is not": lambda event: event.set(urgency="extreme"),
    "a link to nothing": lambda event: event.set(part=12345),
    "a refusal at an unknown field": lambda event: event.refuse("No.", "sybject"),
    "a refusal without words": lambda event: event.refuse(" "),
    "a field that is not there": lambda event: event.after.sybject,
    "a field of files": lambda event: event.after.photos,
    "an item that is not there": lambda event: event.after["sybject"],
    "a changed record": lambda event: setattr(event.after, "subject", "x"),
    "a changed event": lambda event: setattr(event, "record", "yard_part"),
    "an answer instead of a refusal": lambda event: "You may not.",
    "false instead of a refusal": lambda event: False,
    "an exception": lambda event: 1 / 0,
    "an exception of the service": lambda event: _raise(Missing()),
    "another one": lambda event: _raise(Forbidden("No.")),
    "a conflict": lambda event: _raise(Conflict(1)),
    "a refusal of its own making": lambda event: _raise(Refused({"": ["Hidden: 42"]})),
    "a fault of reading": lambda event: event.read.page(ListQuery("yard_nothing")),
}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.usefixtures("unchanged")
def test_a_mistake_of_a_handler_saves_nothing(told: Told, wrong: str) -> None:
    @on(Saved, "yard_job")
    def handle(event: Saved) -> Any:
        return WRONG[wrong](event)

    with pytest.raises(ExtensionError):
        told.by(handle).create(subject="Never")


def _raise(error: Exception) -> None:
    raise error


@pytest.mark.usefixtures("unchanged")
def test_a_refusal_holds_even_if_the_handler_forgets_it(told: Told) -> None:
    @on(Saved, "yard_job")
    def forgetful(event: Saved) -> None:
        try:
            event.refuse("No.")
            event.set(subject="Yes")
        except Exception:  # noqa: BLE001 - that is the mistake
            return

    with pytest.raises(Refused, match="No"):
        told.by(forgetful).create(subject="Maybe")


def test_a_handler_reads_what_the_person_sees_and_no_more(told: Told) -> None:
    @on(Saved, "yard_job")
    def look(event: Saved) -> None:
        rows = event.read.page(ListQuery("yard_client", columns=())).rows
        seen.append({row.title for row in rows})
        hidden.append([row.values.get("quota") for row in rows])

    seen: list[set[str]] = []
    hidden: list[list[Any]] = []
    place = told.by(look)
    place.create(subject="Ann's")
    place.create(subject="Sue's", who="sue")
    assert seen == [{"North"}, {"South"}]
    assert hidden == [[None], [None]]


def test_a_trial_asks_the_handlers_and_saves_nothing(told: Told) -> None:
    @on(Saved, "yard_job")
    def refuse(event: Saved) -> None:
        event.refuse("Not so.", "subject")

    @on(Committed, "yard_job")
    def react(event: Committed) -> None:
        raise AssertionError("nothing was committed")

    place = told.by(refuse, react)
    before = place.everything()
    found = place.service.refusals_of_new(place.people["ann"], "yard_job", {"subject": "Trial"})
    assert found == {"subject": ["Not so."]}
    assert place.everything() == before


def test_committed_tells_what_is_stored_and_may_fail(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    @on(Committed, "yard_job")
    def react(event: Committed) -> None:
        told_of.append(
            (
                event.before and event.before.state,
                event.after and event.after.state,
                event.after and event.after.number,
                event.after and event.after.people,
            )
        )
        assert not hasattr(event, "set") and not hasattr(event, "refuse")

    @on(Committed, "yard_job")
    def fail(event: Committed) -> None:
        read.append([row.title for row in event.read.page(ListQuery("yard_client")).rows])
        raise RuntimeError("the other system does not answer")

    told_of: list[Any] = []
    read: list[list[str]] = []
    place = told.by(fail, react)
    with caplog.at_level(logging.ERROR):
        job = place.create(subject="It is done")
        place.edit("yard_job", job.id, state="done")
        place.delete("yard_job", job.id)
    number = job.number
    assert told_of == [(None, "open", number, ()), ("open", "done", number, ()), ("done", None, None, None)]
    assert read == [["North"]] * 3
    assert caplog.text.count("fail failed after the commit; the change stands") == 3
    assert caplog.text.count("RuntimeError: the other system does not answer") == 3


def test_committed_is_not_told_of_what_was_rolled_back(told: Told) -> None:
    @on(Committed, "yard_job")
    def react(event: Committed) -> None:
        raise AssertionError("nothing was committed")

    with pytest.raises(Refused):
        told.by(react).create(subject="")


def test_a_form_that_is_sent_twice_is_told_once(told: Told) -> None:
    heard: list[int] = []

    @on(Committed, "yard_job")
    def react(event: Committed) -> None:
        heard.append(event.id)

    place = told.by(react)
    ann = place.people["ann"]
    first = place.service.create(ann, "yard_job", {"subject": "Once"}, form_token="the same")
    again = place.service.create(ann, "yard_job", {"subject": "Once"}, form_token="the same")
    assert again.repeated and heard == [first.id]


def test_a_handler_of_a_record_type_that_there_is_not_stops_the_start(told: Told) -> None:
    @on(Saved, "yard_jop")
    def handle(event: Saved) -> None: ...

    with pytest.raises(ExtensionError, match="yard_jop"):
        told.by(handle)


def test_what_would_never_run_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="would not run"):

        @on(Saved, "yard_job")
        async def later(event: Saved) -> None: ...

    with pytest.raises(TypeError, match="would not run"):

        @on(Saved, "yard_job")
        def generate(event: Saved) -> Any:
            yield event

    class Group:
        def method(self, event: Saved) -> None: ...

    with pytest.raises(TypeError, match="not of a class"):
        on(Saved, "yard_job")(Group.method)
    with pytest.raises(TypeError, match="waits for one of"):
        on(str, "yard_job")  # type: ignore[type-var]
