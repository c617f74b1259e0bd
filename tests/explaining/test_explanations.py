"""What is said of a record and a person, in exact words: who, what, by which line, and what is missing."""

import re
from pathlib import Path

import pytest

from runtime.explaining import AccessWords, Explanation, Verdict, as_data, as_lines
from runtime.scope import ScopeError, Scopes
from tests.explaining.conftest import Ferry
from tests.explaining.ferry import PLACE, SITE


def said(verdict: Verdict) -> tuple[bool, str, list[str]]:
    return verdict.allowed, verdict.words, [each.removeprefix(f"{PLACE}:") for each in verdict.at]


def see(found: Explanation, name: str) -> tuple[bool, str, list[str]]:
    return said(next(each.see for each in found.fields if each.name == name))


def edit(found: Explanation, name: str) -> tuple[bool, str, list[str]]:
    return said(next(each.edit for each in found.fields if each.name == name))


def test_a_passenger_and_their_own_record(calm: Ferry) -> None:
    found = calm.explained("P-1", "cabin", "anna@sea.example")
    assert said(found.rows) == (True, "among their rows while passenger is you", ["30"])
    assert said(found.create) == (True, "can create one, entering wish", ["31"])
    assert said(found.delete) == (False, "not deletable: it is not allowed here", [])
    assert see(found, "wish") == (True, "visible", ["33"])
    assert edit(found, "wish") == (True, "editable while state is Planned", ["37"])
    assert see(found, "remarks") == (False, "not visible: it is not listed", [])
    assert edit(found, "number") == (False, "not editable: it is not listed", [])
    assert edit(found, "load") == (False, "not editable: it is computed", [])


def test_the_near_miss_of_one_group_and_of_several(calm: Ferry) -> None:
    found = calm.explained("P-1", "cabin", "anna@sea.example")
    assert see(found, "price") == (False, "not visible; visible once state is Under way", ["35"])
    several = "not visible; visible once state is Done, or once state is Under way"
    assert see(found, "report") == (False, several, ["34", "35"])
    found = calm.explained("P-2", "cabin", "anna@sea.example")
    assert see(found, "report") == (True, "visible while state is Done", ["34"])
    assert edit(found, "wish") == (False, "not editable; editable once state is Planned", ["37"])


def test_a_record_of_somebody_else(calm: Ferry) -> None:
    found = calm.explained("P-3", "cabin", "anna@sea.example")
    assert said(found.rows) == (False, "not among their rows; among their rows once passenger is you", ["30"])
    beyond = "the record is not among their rows"
    assert see(found, "wish") == (False, f"not visible: {beyond}", ["30"])
    assert edit(found, "wish") == (False, f"not editable: {beyond}", ["30"])
    assert see(found, "remarks") == (False, "not visible: it is not listed", [])
    assert found.create.allowed


@pytest.mark.parametrize(
    ("number", "failing"),
    [
        ("P-1", "; of this, what does not hold: state is Done; price is more than 100"),
        ("P-2", "; of this, what does not hold: price is more than 100"),
    ],
)
def test_which_part_of_an_and_fails(calm: Ferry, number: str, failing: str) -> None:
    found = calm.explained(number, "office", "pat@ferry.example")
    whole = "not among their rows; among their rows once state is Done, price is set and price is more than 100"
    assert said(found.rows) == (False, whole + failing, ["48"])


def test_a_role_with_a_block_of_its_own(calm: Ferry) -> None:
    found = calm.explained("P-3", "office", "pat@ferry.example")
    assert found.rows.allowed
    assert see(found, "passenger.name") == (True, "visible", ["49"])
    assert edit(found, "passenger.name") == (False, "not editable: it is for display only", [])
    assert see(found, "price") == (False, "not visible: it is not listed", [])
    assert said(found.create) == (False, "cannot create a passage: there is no form for it", [])


def test_the_staff(calm: Ferry) -> None:
    found = calm.explained("P-1", "office", "kim@ferry.example")
    assert said(found.rows) == (True, "among their rows", ["40"])
    assert said(found.delete) == (True, "deletable while state is Planned, unless something links to it", ["45"])
    found = calm.explained("P-3", "office", "kim@ferry.example")
    assert said(found.delete) == (False, "not deletable; deletable once state is Planned", ["45"])


def test_a_record_type_that_is_not_there_for_them(calm: Ferry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SITE.records["ferry_passage"].access, "cabin", None)  # type: ignore[arg-type]
    found = calm.explained("P-1", "cabin", "anna@sea.example")
    assert said(found.rows) == (False, "not among their rows; no passage is", [])
    assert not any(each.see.allowed or each.edit.allowed for each in found.fields)


def test_a_site_without_words_tells_the_rules_as_typed(calm: Ferry, tmp_path: Path) -> None:
    found = calm.explained("P-1", "cabin", "anna@sea.example", AccessWords(tmp_path / "none.json"))
    assert said(found.rows) == (True, "among their rows while “passenger == me” holds", ["30"])
    assert see(found, "price") == (False, 'not visible; visible once “state == "under_way"” holds', ["22"])


def test_as_text(calm: Ferry) -> None:
    lines = list(as_lines(calm.explained("P-1", "cabin", "anna@sea.example")))
    assert lines[:6] == [
        f"ferry_passage/{calm.passages['P-1']} as Anna Lund <anna@sea.example>, cabin",
        "“you” and “your” stand for Anna Lund.",
        "",
        f"record   yes  among their rows while passenger is you  ({PLACE}:30)",
        f"create   yes  can create one, entering wish  ({PLACE}:31)",
        "delete   no   not deletable: it is not allowed here",
    ]
    at = lines.index("report")
    assert lines[at + 1 :][:2] == [
        f"  see    no   not visible; visible once state is Done, or once state is Under way  ({PLACE}:34, {PLACE}:35)",
        "  edit   no   not editable: it is not listed",
    ]


def test_as_text_of_a_record_of_somebody_else(calm: Ferry) -> None:
    lines = list(as_lines(calm.explained("P-3", "cabin", "anna@sea.example")))
    assert lines[-2:] == ["", "No field is visible or editable, because the record is not among their rows."]
    assert "report" not in lines


def test_no_value_is_told(calm: Ferry) -> None:
    for number in calm.passages:
        for portal, email in (("cabin", "anna@sea.example"), ("office", "kim@ferry.example")):
            found = calm.explained(number, portal, email)
            told = "\n".join(as_lines(found)) + str(as_data(found))
            assert not re.findall(r"\b(?:A window|Rough sea|coffee|250)\b", told)  # an id may have such digits within


def test_each_use_of_the_system_principal_is_logged(ferry: Ferry) -> None:
    ferry.explained("P-1", "cabin", "anna@sea.example")
    [line] = ferry.log()
    assert (line.act, line.portal, line.email, line.reason, line.account_id) == (
        "explain", "cabin", "anna@sea.example", "P-1", None,
    )  # fmt: skip


def test_the_system_principal_counts_and_has_a_name(ferry: Ferry) -> None:
    scopes = Scopes(SITE, ferry.engines)
    who = ferry.explained("P-1", "cabin", "anna@sea.example").who
    rows = SITE.records["ferry_passage"].access["cabin"].rows
    assert rows
    assert scopes.system("access", "how many").count("ferry_passage", rows, who) == 2
    assert [line.act for line in ferry.log()] == ["explain", "access"]
    for name, reason in (("", "because"), ("explain", "")):
        with pytest.raises(ScopeError, match="has a name and says what it asks for"):
            scopes.system(name, reason)
    assert scopes.system("explain", "x").judge("ferry_passage", 1, [rows], who) is None


def test_the_log_is_only_added_to() -> None:
    """No code of the product changes or removes a line of it."""
    runtime = Path(__file__).parents[2] / "runtime"
    users = [path for path in runtime.rglob("*.py") if "tables.oversight" in path.read_text("utf-8")]
    assert {path.name for path in users} == {"oversight.py", "passes.py"}
    text = (runtime / "oversight.py").read_text("utf-8")
    assert "insert(" in text
    assert "update(" not in text and "delete(" not in text
