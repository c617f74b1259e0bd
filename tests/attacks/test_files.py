"""Files that are sent twice, kept from another form, or taken from somebody else's record."""

from __future__ import annotations

import re
import secrets

from tests.attacks.attacker import Answer, Attacker, File
from tests.attacks.conftest import Marina, moor, ship_of

KEPT = re.compile(r'name="papers-kept" value="([^"]+)"')
STORED = re.compile(r'href="/captains(/moorings/\d+/files/(\d+)/[^"]+)"')
REVISION = re.compile(r'name="revision" value="(\d+)"')
PASS = File("papers", "pass.txt", b"valid")


def with_papers(captain: Attacker) -> tuple[str, str, str]:
    """A mooring with a file: its address, the file's and the file's id."""
    answer = captain.upload("/moorings/new", [("ship", ship_of(captain)), ("subject", "Papers")], [PASS])
    assert answer.status == 303, answer.text
    mooring = answer.location.removeprefix(captain.root).removesuffix("/received")
    (found,) = STORED.findall(captain.get(mooring).text)
    return mooring, *found


def test_a_double_click_with_a_kept_file_makes_one_record(marina: Marina) -> None:
    mira = marina.mira
    (kept,) = KEPT.findall(mira.upload("/moorings/new", [("ship", ship_of(mira))], [PASS]).text)
    pairs = [("ship", ship_of(mira)), ("subject", "Twice"), ("papers-kept", kept), ("form_token", secrets.token_hex(8))]
    first, second = (mira.upload("/moorings/new", pairs) for _ in range(2))
    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    assert len(STORED.findall(mira.get(first.location.removeprefix(mira.root)).text)) == 1


def test_a_kept_file_is_its_senders_only(marina: Marina) -> None:
    (kept,) = KEPT.findall(marina.jan.upload("/moorings/new", [("ship", marina.jans_ship)], [PASS]).text)
    mira = marina.mira
    answer = mira.post("/moorings/new", [("ship", ship_of(mira)), ("subject", "Taken"), ("papers-kept", kept)])
    assert answer.status == 303
    assert not STORED.search(mira.get(answer.location.removeprefix(mira.root)).text)


def test_an_edit_that_says_nothing_of_files_keeps_them(marina: Marina) -> None:
    mooring, file, _ = with_papers(marina.mira)
    assert edit(marina.mira, mooring, subject="Other words").status == 303
    assert marina.mira.get(file).body == b"valid"


def test_nobody_removes_or_reads_the_files_of_others(marina: Marina) -> None:
    _, file, file_id = with_papers(marina.jan)
    own = moor(marina.mira, ship_of(marina.mira))
    edit(marina.mira, own, **{"papers-remove": file_id})
    assert marina.jan.get(file).status == 200
    assert marina.mira.get(file).status == 404
    assert marina.mira.get(f"{own}/files/{file_id}/pass.txt").status == 404


def test_files_are_kept_by_no_cache(marina: Marina) -> None:
    _, file, _ = with_papers(marina.mira)
    for path in (file, "/moorings.csv", "/moorings.xlsx"):
        assert marina.mira.get(path).headers["Cache-Control"] == "no-store"


def edit(captain: Attacker, mooring: str, **values: str) -> Answer:
    revision = REVISION.findall(captain.get(f"{mooring}/edit").text)[0]
    return captain.post(f"{mooring}/edit", [("revision", revision), *values.items()])
