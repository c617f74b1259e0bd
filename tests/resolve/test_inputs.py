"""Whether the inputs of a computed value are seen by whoever sees the value: what follows is not asked, all else is."""

from pathlib import Path

import pytest

from generator.problems import Problem
from tests.resolve.specs import resolved

BERTH = """
    record: berth
    fields:
      skipper: { type: link, to: skipper }
      ship: { type: text, required: true }
      fee: { type: money }
      stays: { type: integer, is: count(calls) }
    portals:
      guest: { rows: ROWS, see: [ship, SEEN] }
      staff: { rows: all, see: all }
"""
CALL = """
    record: call
    fields:
      berth: { type: link, to: berth, back: calls, required: true }
      skipper: { type: link, to: skipper }
      days: { type: integer }
      due: { type: money, is: days * berth.fee }
    portals:
      guest: { rows: ROWS, see: SEEN }
      staff: { rows: all, see: all }
"""


def told(folder: Path, berth: tuple[str, str], call: tuple[str, str]) -> list[Problem]:
    """The problems of berths and calls, each with its rows and what is seen of it by guests."""
    files = {
        "records/berth.yaml": BERTH.replace("ROWS", berth[0]).replace("SEEN", berth[1]),
        "records/call.yaml": CALL.replace("ROWS", call[0]).replace("SEEN", call[1]),
    }
    _, problems = resolved(folder, files)
    assert {each.code for each in problems} <= {"S302", "S304", "S308", "S312"}, problems
    return [each for each in problems if each.code == "S308"]


@pytest.mark.parametrize(
    ("berth", "call"),
    [
        ("public", "public"),
        ("skipper == me", "sees(berth)"),
        ("skipper == me", "berth.skipper == me"),
        ("skipper == me", "berth.skipper == me or skipper == me"),
        ("skipper == me and ship is not None", "sees(berth)"),
        ("fee > 10", "berth.fee >= 10"),
        ("skipper.company is not None", "sees(berth)"),
    ],
)
def test_a_set_whose_records_are_seen_with_their_owner(berth: str, call: str, tmp_path: Path) -> None:
    assert told(tmp_path, (berth, "stays"), (call, "[berth, days]")) == []


@pytest.mark.parametrize(
    ("berth", "call"),
    [
        ("public", "skipper == me"),
        ("skipper == me", "skipper == me"),
        ("skipper == me", "berth.skipper == me and days > 1"),
        ("fee >= 10", "berth.fee > 10"),
    ],
)
def test_a_set_of_which_some_are_not_seen(berth: str, call: str, tmp_path: Path) -> None:
    [problem] = told(tmp_path, (berth, "stays"), (call, "[berth, days]"))
    assert problem.message == (
        "portal guest shows 'stays', which is computed from what it cannot always see: call.berth"
    )


def test_a_record_that_is_linked_is_seen_with_the_one_that_links(tmp_path: Path) -> None:
    assert told(tmp_path, ("skipper == me", "fee"), ("berth.skipper == me", "[berth, days, due]")) == []
    assert told(tmp_path, ("skipper == me", "fee"), ("sees(berth)", "[berth, days, due]")) == []


def test_a_record_that_is_linked_and_not_seen(tmp_path: Path) -> None:
    [problem] = told(tmp_path, ("skipper == me", "fee"), ("skipper == me", "[berth, days, due]"))
    assert problem.message.endswith("cannot always see: berth.fee")


def test_one_value_of_a_linked_record_may_be_granted(tmp_path: Path) -> None:
    assert told(tmp_path, ("skipper == me", "fee"), ("skipper == me", "[berth, days, due, berth.fee]")) == []


@pytest.mark.parametrize(
    ("seen", "is_asked"),
    [
        ("[berth, days, { when: days > 1, fields: [due] }]", False),
        ("[berth, due, { when: days > 1, fields: [days] }]", True),
        ("[berth, { when: days > 1, fields: [days, due] }]", False),
        ("[berth, { when: days > 2, fields: [due] }, { when: days > 1, fields: [days] }]", False),
        ("[berth, { when: days > 1, fields: [due] }, { when: days > 2, fields: [days] }]", True),
    ],
)
def test_conditions_of_fields_must_follow(seen: str, *, is_asked: bool, tmp_path: Path) -> None:
    problems = told(tmp_path, ("public", "fee"), ("public", seen))
    assert [each.message for each in problems] == (
        ["portal guest shows 'due', which is computed from what it cannot always see: days"] if is_asked else []
    )


def test_a_role_that_sees_less_is_told_by_its_name(tmp_path: Path) -> None:
    call = CALL.replace("ROWS", "public").replace("SEEN", "[berth, days, due]")
    call = call.replace(
        "staff: { rows: all, see: all }", "staff: { rows: all, see: all, roles: { clerk: { rows: none } } }"
    )
    berth = BERTH.replace("ROWS", "public").replace("SEEN", "fee")
    _, problems = resolved(tmp_path, {"records/berth.yaml": berth, "records/call.yaml": call})
    assert [each.message for each in problems if each.code == "S308"] == [
        "portal staff, role clerk shows 'stays', which is computed from what it cannot see: call.berth"
    ]
