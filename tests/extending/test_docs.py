"""docs/extending.md works as it is written: every example of it on the music school of the other pages."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.pipeline import generate
from generator.report import draw
from portal.extension_kinds import read_kinds
from portal.extensions import find_breakage, sources_with
from portal.folders import Folders
from tests.attacks.attacker import Attacker, File, attacker_of
from tests.docs.examples import files_with, write_files
from tests.docs.extensions import PAGE, write_extensions
from tests.docs.test_examples import COMPLETE, EXAMPLES, PICTURES
from tests.jobs.conftest import wait_for
from tests.servers.ports import free_port
from tests.sites.place import Place

IBAN = "IE29AIBK93115212345678"


def write_school(folder: Path) -> Place:
    """The whole example, with what docs/extending.md adds."""
    files = dict(COMPLETE)
    for example in EXAMPLES:
        if example.place.startswith(PAGE.name) and not example.whole:
            files = files_with(example, files)
    write_files(files, folder, PICTURES)
    write_extensions(folder)
    return Place(folder, free_port())


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, dict[str, Attacker]]]:
    place = write_school(tmp_path_factory.mktemp("school"))
    done = place.portal("apply")
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr, done.stderr
    assert place.portal("demo").returncode == 0
    with place.serving():
        names = {each.name.partition(" ")[0]: each for each in place.accounts()}
        yield place, {name: attacker_of(names[name]) for name in ("Maeve", "Piotr", "Nuala", "Owen")}


@pytest.fixture
def place(school: tuple[Place, dict[str, Attacker]]) -> Place:
    return school[0]


@pytest.fixture
def people(school: tuple[Place, dict[str, Attacker]]) -> dict[str, Attacker]:
    return school[1]


def stored(place: Place, statement: str, *values: object) -> list[tuple[Any, ...]]:
    with sqlite3.connect(place.var / "portal.db") as connection:
        return connection.execute(statement, values).fetchall()


def loan_of(place: Place, state: str) -> str:
    ((found,),) = stored(place, "SELECT id FROM loan WHERE state = ?", state)
    return str(found)


def change(who: Attacker, path: str, **values: str) -> tuple[int, str]:
    revision = re.search(r'name="revision" value="(\d+)"', who.get(f"{path}/edit").text)
    assert revision
    answer = who.post(f"{path}/edit", [*values.items(), ("revision", revision[1])])
    return answer.status, answer.text


def next_day(weekday: int) -> str:
    today = date.today()  # noqa: DTZ011 - the site's zone is a few hours off at most
    return (today + timedelta(days=7 + (weekday - today.weekday()) % 7)).isoformat()


def address(place: Place, state: str) -> str:
    return f"/loans-of-instruments/{loan_of(place, state)}"


def test_events(place: Place, people: dict[str, Attacker]) -> None:
    asked, owen = address(place, "asked"), people["Owen"]
    status, text = change(owen, asked, starts=next_day(5))
    assert status == 422 and "Choose a day from Monday to Friday: the office is closed at the weekend." in text
    assert change(owen, asked, starts=next_day(0))[0] == 303
    assert change(owen, asked, state="lent")[0] == 303
    lent = asked.rpartition("/")[2]
    assert stored(place, "SELECT notes FROM loan WHERE id = ?", lent) == [("Handed out by Owen Tighe.",)]
    assert change(owen, asked, state="asked")[0] == 303


def test_a_deletion_is_refused_only_where_there_are_repairs(place: Place, people: dict[str, Attacker]) -> None:
    asked, owen = address(place, "asked"), people["Owen"]
    assert change(owen, asked, state="refused")[0] == 303
    refused = re.search(r'name="revision" value="(\d+)"', owen.get(f"{asked}/delete").text)
    assert refused
    loan = asked.rpartition("/")[2]
    assert owen.post("/repairs/new", [("loan", loan), ("what", "A string")]).status == 303
    answer = owen.post(f"{asked}/delete", [("revision", refused[1])])
    assert answer.status == 422
    assert change(owen, asked, state="asked")[0] == 303


def test_what_came_back_damaged_is_in_the_log(place: Place, people: dict[str, Attacker]) -> None:
    lent, owen = address(place, "lent"), people["Owen"]
    ((number,),) = stored(place, "SELECT number FROM loan WHERE state = 'lent'")
    log, told = place.folder / "serve.log", f"loan {number} came back damaged"
    revision = re.search(r'name="revision" value="(\d+)"', owen.get(f"{lent}/edit").text)
    assert revision and told not in log.read_text()
    today = date.today().isoformat()  # noqa: DTZ011 - as above
    values = {"state": "returned", "returned": today, "damage": "The bridge is broken.", "revision": revision[1]}
    picture = File("photos", "bridge.jpg", b"\xff\xd8\xff\xe0 of a bridge")
    answer = owen.upload(f"{lent}/edit", values.items(), [picture])
    assert answer.status == 303, answer.text
    assert told in log.read_text()


def test_a_replaced_form(people: dict[str, Attacker]) -> None:
    assert "The school year ends in July." in people["Maeve"].get("/loans-of-instruments/new").text
    assert "The school year ends in July." not in people["Owen"].get("/loans-of-instruments/new").text


def test_a_block_of_a_template(place: Place, people: dict[str, Attacker]) -> None:
    text = people["Piotr"].get("/pupils/").text
    pupil = re.search(r'href="/family/pupils/(\d+)"', text)
    assert pupil
    page = people["Piotr"].get(f"/pupils/{pupil[1]}").text
    assert "Ask at the office, Monday to Friday." in page and '<dl class="facts">' in page


def test_a_field_kind(place: Place, people: dict[str, Attacker]) -> None:
    owen = people["Owen"]
    ((nuala,),) = stored(place, "SELECT id FROM teacher WHERE iban = ?", IBAN)
    path = f"/teachers/{nuala}"
    assert "IE29 AIBK 9311 5212 3456 78" in owen.get(path).text
    status, text = change(owen, path, iban="IE29 AIBK 9311 5212 3456 79")
    assert status == 422 and "Enter IBAN as it stands on the bank card: its check digits do not fit" in text
    assert "IE29 AIBK 9311 5212 3456 79" in text
    assert change(owen, path, iban="gb33 bukb 2020 1555 5555 55")[0] == 303
    assert stored(place, "SELECT iban FROM teacher WHERE id = ?", nuala) == [("GB33BUKB20201555555555",)]
    assert "iban" not in people["Nuala"].get(path).text.lower()


def test_a_page(people: dict[str, Attacker]) -> None:
    owen, nuala = people["Owen"], people["Nuala"]
    assert "Overdue at a glance" in owen.get("/").text and "<h1>Overdue</h1>" in owen.get("/overdue/").text
    assert nuala.get("/overdue/").status == 404 and "Overdue at a glance" not in nuala.get("/").text


def test_a_job(place: Place) -> None:
    done = place.portal("job", "refuse_old_requests")
    assert (done.returncode, done.stdout) == (0, "0 requests were refused.\n"), done.stderr
    with sqlite3.connect(place.var / "portal.db") as connection:
        connection.execute("UPDATE loan SET starts = '2026-01-05' WHERE state = 'asked'")
    done = place.portal("job", "refuse_old_requests")
    assert (done.returncode, done.stdout) == (0, "1 requests were refused.\n"), done.stderr


def test_a_job_that_is_left_to_a_worker(place: Place) -> None:
    """That of the server; and one that failed is tried again."""
    before = len(stored(place, "SELECT id FROM portal_oversight WHERE act = 'job'"))
    assert place.portal("job", "refuse_old_requests", "--queue").returncode == 0
    wait_for(lambda: stored(place, "SELECT state FROM portal_job WHERE kind = 'extension'") == [("done",)])
    with sqlite3.connect(place.var / "portal.db") as connection:
        connection.execute("UPDATE portal_job SET state = 'dead', error = 'Why.' WHERE kind = 'extension'")
    ((number,),) = stored(place, "SELECT id FROM portal_job WHERE kind = 'extension'")
    total, failed, *_waiting = place.portal("jobs").stdout.splitlines()
    assert total.startswith("1 failed for good, ")
    assert failed == f"failed   {number}  The site's own job refuse_old_requests  after 1 try: Why."
    done = place.portal("jobs", "retry", str(number))
    assert (done.returncode, done.stdout) == (0, "1 job is tried again.\n")
    wait_for(lambda: stored(place, "SELECT state FROM portal_job WHERE kind = 'extension'") == [("done",)])
    assert len(stored(place, "SELECT id FROM portal_oversight WHERE act = 'job'")) == before + 2
    done = place.portal("jobs", "retry", str(number))
    assert (done.returncode, done.stderr) == (1, f"portal: there is no job {number} that failed\n")
    assert place.portal("jobs", "retry", "--all").stdout == "0 jobs are tried again.\n"
    assert place.portal("jobs", "retry").returncode == 2
    assert "there is no job nothing" in place.portal("job", "nothing", "--queue").stderr


def test_what_a_rename_would_break_is_told_in_these_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = write_school(tmp_path)
    monkeypatch.chdir(tmp_path)
    folders = Folders(place.specs, place.out, place.folder / "extensions", None)
    kinds = read_kinds(folders.extensions).kinds
    before = generate(place.specs, kinds=kinds).app
    for path in place.specs.rglob("*.yaml"):
        text = re.sub(r"\bstarts\b", "begins", path.read_text())
        path.write_text(text.replace("begins:     { type: date,", "begins:     { type: date, was: starts,"))
    generation = generate(place.specs, kinds=kinds)
    assert generation.app is not None
    found = find_breakage(folders, before, generation.app)
    drawn = draw(found, sources_with(generation.sources, folders, found))
    told = re.search(r"^```\n(error\[S912\].*?)\n```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert told is not None and told[1] in drawn
    assert {each.code for each in found} == {"S912"} and len(found) == 4
