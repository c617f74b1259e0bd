"""Several people, or one impatient person, at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa

from runtime import ids, tables
from runtime.service import Conflict, Missing, Refused, Saved, Upload
from tests.service.conftest import Yard
from tests.service.yard import YardClient, YardJob, YardLine, YardPerson

Result = TypeVar("Result")


def at_once(*works: Callable[[], Result]) -> list[Result | Exception]:
    """Starts all at the same moment; what each gives or raises."""
    barrier = threading.Barrier(len(works))

    def run(work: Callable[[], Result]) -> Result | Exception:
        barrier.wait()
        try:
            return work()
        except (Refused, Conflict, Missing) as reason:
            return reason

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def send(yard: Yard, token: str, who: str = "ann", **values: Any) -> Saved:
    values.setdefault("subject", token[:40])
    return yard.service.create(yard.people[who], "yard_job", values, form_token=token)


def count(yard: Yard, table: Any, *where: Any) -> int:
    with yard.engines.read.connect() as connection:
        return int(connection.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0)


def test_a_form_that_is_sent_again_gives_its_record_again(yard: Yard, upload: Callable[..., Upload]) -> None:
    first = send(yard, "a token")
    files = yard.everything()["files"]
    again = yard.service.create(
        yard.people["ann"],
        "yard_job",
        {"subject": "Whatever it now says"},
        uploads={"drawing": (upload(),)},
        form_token="a token",
    )
    assert (again.id, again.number, again.repeated) == (first.id, first.number, True)
    assert yard.everything()["files"] == files
    assert count(yard, YardJob.__table__, YardJob.subject == "Whatever it now says") == 0
    yard.edit("yard_job", first.id, state="done")
    yard.delete("yard_job", first.id)
    assert send(yard, "a token").repeated  # nobody's second click brings it back


def test_a_refused_form_may_be_sent_again_with_the_same_token(yard: Yard) -> None:
    with pytest.raises(Refused):
        send(yard, "corrected", urgency="high")
    assert not send(yard, "corrected", urgency="high", phone="020 1").repeated


@pytest.mark.parametrize("token", ["theirs", "x" * 5000, "nul \0", "half \ud800", ""])
def test_a_token_counts_for_its_person_only(yard: Yard, token: str) -> None:
    subject = f"Of both {ids.new_id()}"
    mine, theirs = send(yard, token, subject=subject), send(yard, token, "sue", subject=subject)
    assert mine.id != theirs.id
    assert not theirs.repeated
    assert send(yard, token, "sue", subject=subject).id == theirs.id


def test_five_clicks_make_one_record(yard: Yard) -> None:
    for place in range(6):
        found = at_once(*[lambda: send(yard, f"click {place}")] * 5)  # noqa: B023 - all are done within the round
        assert len({each.id for each in found if isinstance(each, Saved)}) == 1
        assert sum(not each.repeated for each in found if isinstance(each, Saved)) == 1
        assert count(yard, YardJob.__table__, YardJob.subject == f"click {place}") == 1


def test_one_of_four_editors_wins(yard: Yard) -> None:
    for _ in range(5):
        saved = yard.create()
        works = [
            lambda who=who: yard.service.edit(yard.people[who], "yard_job", saved.id, {"details": who}, revision=1)  # noqa: B023
            for who in ("ann", "abe", "ann", "abe")
        ]
        found = at_once(*works)
        assert sorted(type(each).__name__ for each in found) == ["Conflict"] * 3 + ["Saved"]
        assert yard.revision("yard_job", saved.id) == 2


def test_a_unique_value_is_given_once(yard: Yard) -> None:
    found = at_once(*[lambda: yard.create(code="UNI")] * 5)
    assert sorted(type(each).__name__ for each in found) == ["Refused"] * 4 + ["Saved"]


def test_unique_together_unless_holds_though_no_index_guards_it(yard: Yard) -> None:
    clients = [yard.create("yard_client", "lou", name=f"Wants a place {each}").id for each in range(5)]
    works = [lambda each=each: yard.create("yard_mooring", "lou", place="Only one", client=each) for each in clients]
    found = at_once(*works)
    assert sorted(type(each).__name__ for each in found) == ["Refused"] * 4 + ["Saved"]


def test_a_quota_holds(yard: Yard) -> None:
    works = [
        lambda place=place: yard.create("yard_mooring", "lou", place=f"Quay {place}", client=yard.ids["east"])
        for place in range(5)
    ]
    found = at_once(*works)
    assert sorted(type(each).__name__ for each in found) == ["Refused"] * 3 + ["Saved"] * 2


def test_a_sum_misses_no_member(yard: Yard) -> None:
    job = yard.create().id
    found = at_once(*[lambda: yard.create("yard_line", job=job, quantity=1, price=Decimal(1))] * 8)
    assert all(isinstance(each, Saved) for each in found)
    assert yard.row("yard_job", job)["net"] == Decimal(8)
    worth = sum(row["total"] for row in yard.rows(YardJob.__table__, YardJob.client_id == yard.ids["north"]))
    assert yard.row("yard_client", yard.ids["north"])["worth"] == worth


def test_a_record_is_deleted_or_linked_to_but_not_both(yard: Yard) -> None:
    for _ in range(5):
        client = yard.create("yard_client", "lou", name=f"Short-lived {ids.new_id()}").id
        at_once(
            lambda: yard.delete("yard_client", client, "lou"),  # noqa: B023
            lambda: yard.create("yard_person", "lou", name="Late", client=client),  # noqa: B023
        )
        members = count(yard, YardPerson.__table__, YardPerson.client_id == client)
        assert count(yard, YardClient.__table__, YardClient.id == client) == members


def test_all_that_was_written_is_in_the_history(yard: Yard) -> None:
    made = count(yard, YardJob.__table__) + count(yard, YardLine.__table__)
    own = tables.history.c.record.in_(("yard_job", "yard_line"))
    created = count(yard, tables.history, own, tables.history.c.action == "create")
    deleted = count(yard, tables.history, own, tables.history.c.action == "delete")
    assert created - deleted == made
