"""What waits: reminders until their day is near, and the mail of the morning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from runtime.notices.digesting import morning_after
from tests.notices.harbour import Harbour
from tests.notices.test_telling import ANN, BOB

BERLIN = ZoneInfo("Europe/Berlin")


def day(ahead: int) -> str:
    return (datetime.now(BERLIN).date() + timedelta(days=ahead)).isoformat()


def due_now(harbour: Harbour, kind: str, part: str) -> None:
    for job in harbour.jobs(kind, part):
        if job["state"] == "waiting":
            harbour.set("portal_job", job["id"], due=datetime.now(UTC) - timedelta(seconds=1))
    harbour.wait(lambda: all(job["state"] == "done" for job in harbour.jobs(kind, part)))


def test_people_are_told_before_a_day_comes(harbour: Harbour) -> None:
    stay = harbour.ask("Osprey", ends=day(3))
    harbour.do(stay, "agree", fee="80")
    [job] = harbour.jobs("reminder", f"stay/{stay}/")
    assert job["due"].astimezone(BERLIN).isoformat()[:16] == f"{day(1)}T07:00"
    due_now(harbour, "reminder", f"stay/{stay}/")
    [mail] = harbour.mails(ANN, "Osprey leaves on")
    assert f"/quay/stays/{stay}" in mail["body"]
    harbour.run_again(job)
    harbour.wait(lambda: harbour.jobs("reminder", f"stay/{stay}/")[0]["state"] == "done")
    assert len(harbour.mails(ANN, "Osprey leaves on")) == 1


def test_a_day_that_has_moved_or_a_condition_that_fails_is_not_told(harbour: Harbour) -> None:
    is_before_seven = datetime.now(BERLIN).hour < 7  # then a reminder of the day after tomorrow is still to come
    ends = day(2 if is_before_seven else 3)
    later = day(3 if is_before_seven else 4)
    moved, asked = harbour.ask("Petrel", ends=ends), harbour.ask("Quail", ends=ends)
    harbour.do(moved, "agree", fee="80")
    harbour.edit(moved, ends=later)
    first, second = harbour.jobs("reminder", f"stay/{moved}/")
    assert (first["due"] < second["due"], second["key"].endswith(later)) == (True, True)
    for job in (first, *harbour.jobs("reminder", f"stay/{asked}/")):
        harbour.set("portal_job", job["id"], due=datetime.now(UTC) - timedelta(seconds=1))
        harbour.wait(lambda job=job: harbour.find("portal_job", id=job["id"])["state"] == "done")
    assert harbour.mails(ANN, "Petrel leaves on") == harbour.mails(ANN, "Quail leaves on") == []
    due_now(harbour, "reminder", f"stay/{moved}/")
    assert len(harbour.mails(ANN, "Petrel leaves on")) == 1


def test_days_that_come_near_are_found_at_night(harbour: Harbour) -> None:
    """Those that are far away have no job; nor those that no change has set, as in rows from before."""
    stay = harbour.ask("Redshank", ends=day(30))
    harbour.do(stay, "agree", fee="80")
    assert harbour.jobs("reminder", f"stay/{stay}/") == []
    harbour.set("stay", stay, ends=datetime.now(BERLIN).date() + timedelta(days=2))
    [night] = [job for job in harbour.jobs("reminders") if job["state"] == "waiting"]
    assert night["due"].astimezone(BERLIN).hour == 3
    harbour.set("portal_job", night["id"], due=datetime.now(UTC) - timedelta(seconds=1))
    harbour.wait(lambda: harbour.jobs("reminder", f"stay/{stay}/"))
    due_now(harbour, "reminder", f"stay/{stay}/")
    assert len(harbour.mails(ANN, "Redshank leaves on")) == 1
    assert [job for job in harbour.jobs("reminders") if job["state"] == "waiting"] != [night]


def test_what_waits_for_the_morning_comes_in_one_mail(harbour: Harbour) -> None:
    assert harbour.submit("bob", "/my-notices/choices", {"stay_agreed": "digest", "stay_ends": "mail"}) == 303
    one, two, gone = (harbour.enter(boat, skipper="Bob") for boat in ("Scoter", "Teal", "Umbrellabird"))
    for stay in (one, two, gone):
        harbour.do(stay, "agree", fee="80")
        harbour.settle(stay)
    assert harbour.mails(BOB, "Come in") == []
    harbour.edit(gone, skipper=str(harbour.find("skipper", name="Ann")["id"]))
    [job] = harbour.jobs("digest", f"{harbour.account_id('bob')}/")
    assert job["due"].astimezone(BERLIN).hour == 7
    due_now(harbour, "digest", f"{harbour.account_id('bob')}/")
    [mail] = harbour.mails(BOB, "Berths of the harbour: 2 notices")
    assert [line for line in mail["body"].splitlines() if line.startswith("- ")] == [
        f"- Come in, {boat}!: {harbour.row(stay)['number']} {boat}: {harbour.place.url}/quay/stays/{stay}"
        for boat, stay in (("Scoter", one), ("Teal", two))
    ]
    assert "Umbrellabird" not in mail["body"] + mail["html"]
    harbour.run_again(harbour.jobs("digest", f"{harbour.account_id('bob')}/")[0])
    harbour.wait(lambda: harbour.jobs("digest", f"{harbour.account_id('bob')}/")[0]["state"] == "done")
    assert len(harbour.mails(BOB, "Berths of the harbour")) == 1
    path = mail["unsubscribe"].removeprefix(harbour.place.url)
    assert path in mail["body"]
    assert "All notices together, each morning" in str(harbour.stranger().get(path))
    assert choices(harbour) == {"stay_agreed": "digest", "stay_ends": "mail"}
    assert harbour.stranger().post(path, [("List-Unsubscribe", "One-Click")]).status == 200
    assert choices(harbour) == {"stay_agreed": "off", "stay_ends": "mail"}
    assert harbour.submit("bob", "/my-notices/choices", {"stay_agreed": "mail"}) == 303


def choices(harbour: Harbour) -> dict[str, str]:
    rows = harbour.rows("portal_notice_choice", account_id=harbour.account_id("bob"))
    return {row["mail"]: row["choice"] for row in rows}


def test_what_comes_just_before_a_morning_waits_for_the_next() -> None:
    """Its mail may have been written already when that is committed."""
    seven = datetime(2027, 3, 28, 7, tzinfo=BERLIN)
    assert morning_after(seven - timedelta(minutes=2), BERLIN) == seven
    for moment in (seven - timedelta(seconds=60), seven - timedelta(seconds=1), seven):
        assert morning_after(moment, BERLIN) == datetime(2027, 3, 29, 7, tzinfo=BERLIN)
