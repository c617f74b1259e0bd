"""What the specs may say of states under one word, and what becomes of them in access and in the documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.access.charter import render_charters
from generator.access.report import as_text, compare
from portal.explain import describe
from tests.words.specs import NOTICE, REPAIR, app_of, changed, generated

WORD = "on_it: { label: We are on it, of: [bench, parts, checking] }"
WHEN = """when: 'state in ["brought", "bench", "parts", "checking"]'"""
BUSY = """is: 'state in ["bench", "parts", "checking"]'"""
SEEN = "[entered, state, bill, busy, updated, revision]"
FINE = {
    "a move out of one state alone is told": (REPAIR, SEEN, SEEN.replace("]", ", fetch.at]")),
    "a moment of a state that is a word of its own": (
        REPAIR,
        WHEN,
        """when: 'state == "ready" and state_since is not None and state_since < now - days(3)'""",
    ),
    "a computed value that is the same for all of them": (REPAIR, WHEN, "when: busy"),
    "not in any of them": (REPAIR, WHEN, """when: 'not state in ["bench", "parts", "checking"]'"""),
    "any of a set": (REPAIR, BUSY, """is: 'any(n.state in ["fresh", "read"] for n in notices)'"""),
    "a number of them": (REPAIR, BUSY, """is: 'count(n for n in notices if n.state != "closed") > 1'"""),
    "by way of a link": (
        NOTICE,
        "rows: repair.owner == me",
        """rows: repair.owner == me and repair.state in ["bench", "parts", "checking"]""",
    ),
    "a word with a label alone": (REPAIR, f"      {WORD}\n", f"      {WORD}\n      brought: Handed in\n"),
    "a word that is called as its state": (REPAIR, "on_it: { label", "bench: { label"),
}
TOLD = {
    "one of a set": (BUSY, """is: 'any(n.state == "fresh" for n in notices)'""", "S345"),
    "a number of one": (BUSY, """is: 'count(n for n in notices if n.state == "read") > 1'""", "S345"),
    "a state in a set": (BUSY, """is: '"fresh" in notices.state'""", "S345"),
    "through a computed value": (WHEN, "when: note_is_read", "S346"),
}


@pytest.mark.parametrize("fine", FINE.values(), ids=FINE)
def test_what_tells_nothing_is_no_problem(fine: tuple[str, str, str], tmp_path: Path) -> None:
    file, old, new = fine
    assert generated(tmp_path, file, (old, new)).problems == ()


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_what_may_tell_is_one(told: tuple[str, str, str], tmp_path: Path) -> None:
    old, new, code = told
    more = ("  busy:", """  note_is_read: { type: yesno, is: 'any(n.state == "read" for n in notices)' }\n  busy:""")
    found = generated(tmp_path, REPAIR, (old, new), more).problems
    assert [each.code for each in found if each.severity == "error"] == [code]


def test_states_that_become_one_are_lost_and_those_that_part_are_gained(tmp_path: Path) -> None:
    one = app_of(tmp_path / "one")
    two = app_of(tmp_path / "two", REPAIR, ("of: [bench, parts, checking]", "of: [bench, parts]"))
    apart = "“On the bench”, “Waiting for parts” and “Being checked” of a repair"
    lost = " ".join(as_text(compare(two, one), "HEAD").split())
    assert lost == (
        f"- Owners can no longer tell {apart} apart: they are one state to them. specs/records/repair.yaml:46 1 loss."
    )
    gained = " ".join(as_text(compare(one, two), "HEAD").split())
    assert gained == f"+ Owners can now tell {apart} apart. specs/records/repair.yaml:46 (before) 1 gain."
    assert as_text(compare(one, one), "HEAD") == "Nobody gains or loses access since HEAD."


def test_the_review_the_charter_and_explain_say_what_is_one(tmp_path: Path) -> None:
    generation = generated(tmp_path)
    review = generation.files["access.txt"].decode()
    assert "    on_it for each of: bench, parts, checking\n" in review
    assert generation.app is not None
    charter = render_charters(generation.app)["owner.html"]
    told = "“We are on it”: On the bench, Waiting for parts and Being checked"
    assert f'<th scope="row">Cannot tell apart</th><td>{told}</td>' in charter
    record = generation.app.records["repair"]
    field = record.field("state")
    assert field is not None
    lines = "\n".join(describe(record, field, None))
    assert "“We are on it” (on_it) for bench, parts, checking" in lines
    assert "shop.trainee “Gone” (fetched) for fetched, filed" in lines


def test_documents_for_developers_have_the_words(tmp_path: Path) -> None:
    files = generated(tmp_path).files
    document = json.loads(files["api/owner.json"])
    schemas = document["components"]["schemas"]
    known = ["brought", "on_it", "ready", "fetched", None]
    assert schemas["repair"]["properties"]["state"]["enum"] == known
    assert schemas["notice"]["properties"]["repair.state"]["enum"] == known
    filters = {each["name"]: each for each in document["paths"]["/repairs/"]["get"]["parameters"] if "name" in each}
    assert filters["state"]["schema"]["enum"] == known[:-1]
    text = files["api/owner.json"].decode()
    assert "Stop the work: Repair" in text
    assert [state for state in ("bench", "parts", "checking", "filed") if f'"{state}"' in text] == []


def test_another_word_changes_a_line(tmp_path: Path) -> None:
    before = generated(tmp_path / "before").files
    after = generated(tmp_path / "after", REPAIR, ("label: We are on it", "label: Being repaired")).files
    differing = {path for path in before if before[path] != after[path]}
    assert {path for path in differing if path.endswith(".py")} == {"portals/repair.py"}
    lines = [path.decode().splitlines() for path in (before["portals/repair.py"], after["portals/repair.py"])]
    assert sum(one != other for one, other in zip(*lines, strict=True)) == 1


def test_a_role_without_other_words_shares_what_its_portal_notices(tmp_path: Path) -> None:
    role = "    roles:\n      trainee:\n        see: [bike, wish, state, updated]\n"
    app = app_of(
        tmp_path,
        REPAIR,
        (
            role,
            "    roles:\n      mechanic: { delete: none }\n      trainee:\n        see: [bike, wish, state, updated]\n",
        ),
    )
    names = [field.name for field in app.records["repair"].fields if field.private]
    assert names == [
        *("updated_for_owner", "revision_for_owner"),
        *("updated_for_shop_trainee", "revision_for_shop_trainee"),
    ]
    assert changed(tmp_path).exists()


def test_what_is_taken_in_one_state_only_tells(tmp_path: Path) -> None:
    found = generated(
        tmp_path, REPAIR, ("rules:\n  ours", "unique:\n  - { fields: [bike, state] }\nrules:\n  ours")
    ).problems
    assert {each.code for each in found} == {"S346"}
    assert "'unique' with 'state' tells the states of 'on_it' apart for portal owner" in {
        each.message for each in found
    }
