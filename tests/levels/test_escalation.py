"""Steps of escalation, taken by the worker that runs beside the servers: when they are due, once, and not while the
clocks stand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from tests.levels.depot import Depot

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def done(depot: Depot, record: int) -> bool:
    """Whether every job that is due has been run."""
    return all(job["state"] == "done" or job["due"] > now(job) for job in depot.jobs(record))


def now(job: Any) -> datetime:
    return datetime.now(job["due"].tzinfo)


def history(depot: Depot, record: int) -> list[tuple[str, int | None]]:
    table = sa.Table("portal_history", sa.MetaData(), autoload_with=depot.engine)
    wanted = sa.select(table.c.action, table.c.account_id).where(table.c.record_id == record).order_by(table.c.id)
    with depot.engine.begin() as connection:
        return [(action, account) for action, account in connection.execute(wanted)]


def test_a_job_waits_for_the_next_step(depot: Depot) -> None:
    record = depot.report("Waiting 1")
    row = depot.row(record)
    assert [job["due"] for job in depot.jobs(record)] == [row["created"] + 24 * MINUTE]


def test_jobs_are_told_in_words(depot: Depot) -> None:
    depot.report("Waiting 0")
    assert "Steps of escalation of breakdown" in depot.place.portal("jobs").stdout


def test_steps_are_taken_when_they_are_due_and_once(depot: Depot) -> None:
    record = depot.report("Waiting 2")
    depot.let_pass(record, 25 * MINUTE)
    depot.wait(lambda: depot.row(record)["alarm"] == "yellow")
    row = depot.row(record)
    assert row["warned"] is not None
    assert (row["revision"], row["danger"]) == (2, "trapped")
    assert history(depot, record)[-1] == ("edit", None)
    depot.edit(record, alarm="none")
    depot.run_again(depot.jobs(record)[0])
    depot.wait(lambda: done(depot, record))
    assert depot.row(record)["alarm"] == "none"
    depot.let_pass(record, 4 * HOUR)
    depot.wait(lambda: depot.row(record)["alarm"] == "red")
    depot.wait(lambda: done(depot, record))
    assert depot.row(record)["warned"] == row["warned"]


def test_a_step_that_is_due_at_another_time_by_now_is_looked_for_again(depot: Depot) -> None:
    """As after an edit of the promise: the job that was stored runs too early."""
    record = depot.report("Waiting 7")
    depot.let_pass(record, 10 * MINUTE)
    depot.run_again(depot.jobs(record)[0])
    depot.wait(lambda: len(depot.jobs(record)) == 2)
    dues = [job["due"] for job in depot.jobs(record) if job["state"] == "waiting"]
    assert dues == [depot.row(record)["created"] + 14 * MINUTE]


def test_a_step_that_is_refused_does_not_hide_the_one_after_it(depot: Depot) -> None:
    record = depot.report("Waiting 8")
    depot.edit(record, cause="An inspection")
    depot.let_pass(record, 25 * MINUTE)
    depot.wait(lambda: any(job["error"] == "Of an inspection nobody is warned." for job in depot.jobs(record)))
    assert depot.row(record)["alarm"] == "none"
    depot.let_pass(record, 4 * HOUR)
    depot.wait(lambda: depot.row(record)["alarm"] == "red")


def test_an_answer_in_time_takes_no_step_of_the_answer(depot: Depot) -> None:
    record = depot.report("Waiting 3")
    depot.do(record, "take")
    depot.let_pass(record, 25 * MINUTE)
    depot.wait(lambda: done(depot, record))
    assert depot.row(record)["alarm"] == "none"


def test_a_pause_moves_the_steps(depot: Depot) -> None:
    record = depot.report("Waiting 4")
    depot.do(record, "take")
    depot.do(record, "wait")
    depot.let_pass(record, 5 * HOUR)
    depot.wait(lambda: done(depot, record))
    assert depot.row(record)["alarm"] == "none"
    row = depot.do(record, "go_on")
    last = depot.jobs(record)[-1]
    assert (last["state"], last["due"] > row["updated"] + 3 * HOUR) == ("waiting", True)
    assert last["due"] < row["resolve_by"]
    depot.let_pass(record, 4 * HOUR)
    depot.wait(lambda: depot.row(record)["alarm"] == "red")


def test_a_step_may_change_what_promises_go_by(depot: Depot) -> None:
    record = depot.report("Waiting 5", "noise")
    depot.do(record, "take")
    promised = depot.row(record)["resolve_by"]
    depot.let_pass(record, timedelta(days=60))
    depot.wait(lambda: depot.row(record)["danger"] == "trapped")
    row = depot.row(record)
    assert row["alarm"] == "red"
    assert row["resolve_by"] == row["due_by"] < promised - timedelta(days=60)


def test_the_end_takes_no_more_steps(depot: Depot) -> None:
    record = depot.report("Waiting 6")
    depot.do(record, "take")
    before = depot.do(record, "resolve", cause="A bulb")
    depot.let_pass(record, 10 * HOUR)
    depot.wait(lambda: done(depot, record))
    after = depot.row(record)
    assert (after["alarm"], after["revision"]) == ("none", before["revision"])


def test_steps_tell_people(depot: Depot) -> None:
    record = depot.report("Waiting 7")
    depot.do(record, "take")
    depot.let_pass(record, 13 * HOUR)

    def told() -> list[tuple[str, str]]:
        table = sa.Table("portal_notice", sa.MetaData(), autoload_with=depot.engine)
        wanted = sa.select(table.c.name, table.c.event).where(table.c.record_id == record).order_by(table.c.name)
        with depot.engine.begin() as connection:
            return [(name, event.partition("/")[0]) for name, event in connection.execute(wanted)]

    depot.wait(lambda: len(told()) == 3)
    assert told() == [
        (":resolve:120", "resolve:120"),
        (":resolve:130", "resolve:130"),
        ("too_late", "resolve:100"),
    ]
    mails = sa.Table("portal_mail", sa.MetaData(), autoload_with=depot.engine)
    with depot.engine.begin() as connection:
        [mail] = connection.execute(sa.select(mails).where(mails.c.subject == "Waiting 7 is too late"))
    assert (mail.to, mail.body.startswith("Ida waits: ")) == ("dora@lifts.example", True)
    text = depot.page("dora", "/my-notices")
    assert "Waiting 7 is long overdue" in text
    assert "120 % of the time until the end has passed" in text
