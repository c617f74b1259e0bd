"""The keys for change over time as they are read and understood, before any lock is asked."""

from __future__ import annotations

from pathlib import Path

from generator.app import Constant, RuleName
from generator.reading import read_spec
from tests.changes.bench import Bench, record
from tests.resolve.specs import app_of, problems_of


def test_a_choice_in_its_long_form(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    text = (
        "low: Low\nmid: { label: Middle }\nhigh: { was: top }\ntop: { becomes: high }\nin_between: { becomes: mid }\n"
    )
    bench.write({**record("note", "level: { type: choice, of: level }"), "choices/level.yaml": text})
    level = bench.app().records["note"].fields[0].choices
    assert level is not None
    assert level.options == (("low", "Low"), ("mid", "Middle"), ("high", "High"))
    assert level.was == {"high": "top"}
    assert level.becomes == (("top", "high"), ("in_between", "mid"))
    assert level.places["high"].line == 3


def test_keys_of_a_record_type(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.write(
        record("note", "one: { type: text, was: uno, from_now: true }", more="was: memo\nretired: [two, three]\n")
    )
    spec, problems, _ = read_spec(tmp_path / "specs")
    assert spec is not None and problems == []
    note = spec.records["note"]
    assert (note.was, note.retired) == ("memo", ("two", "three"))
    assert note.was is not None and (note.was.at.line, note.was.at.column) == (2, 6)
    assert (note.fields["one"].was, note.fields["one"].from_now) == ("uno", True)  # type: ignore[index]


def test_a_backfill_is_an_expression_of_its_type(tmp_path: Path) -> None:
    fields = """
        record: mast
        fields:
          name: { type: text }
          owner: { type: link, to: skipper }
          tall: { type: integer, backfill: 3 }
          next: { type: integer, backfill: tall + 1 }
          nick: { type: text, backfill: owner.company }
          rank: { type: choice, of: [low, high], backfill: low }
          until: { type: date, backfill: today + days(3) }
    """
    mast = app_of(tmp_path, {"records/mast.yaml": fields}).records["mast"]
    backfills = {field.name: field.backfill for field in mast.fields if field.backfill is not None}
    assert backfills == {
        "tall": Constant(3),
        "next": RuleName("next_backfill"),
        "nick": RuleName("nick_backfill"),
        "rank": Constant("low"),
        "until": RuleName("until_backfill"),
    }


def test_nobody_asks_for_a_backfill(tmp_path: Path) -> None:
    fields = """
        record: mast
        fields:
          who: { type: text, backfill: me.name }
          tall: { type: integer, backfill: '"a"' }
    """
    found = problems_of(tmp_path, {"records/mast.yaml": fields})
    assert [(code, words) for code, words in found if not code.startswith("S3")] == [
        ("E115", "'me' cannot be used here: nobody in particular reads here"),
        ("E128", "a number is needed here, not text"),
    ]


PLACED = """
    record: mast
    fields:
      state: {{ type: choice, of: [up, down], required: true{more} }}
    portals:
      staff:
        rows: state != "up"
        see: all
        create: all
"""


def test_what_is_required_from_now_may_be_missing(tmp_path: Path) -> None:
    """In a rule of visibility a negation over it would hold for records that lack it."""
    assert problems_of(tmp_path / "a", {"records/mast.yaml": PLACED.format(more="")}) == []
    found = problems_of(tmp_path / "b", {"records/mast.yaml": PLACED.format(more=", from_now: true")})
    assert [code for code, _ in found] == ["E140"]


def test_what_is_required_from_now_is_not_certain(tmp_path: Path) -> None:
    """`state != "up" or state == "up"` always holds, but of a record without a state."""
    always = PLACED.replace('state != "up"', 'state in ["up", "down"]')
    assert [code for code, _ in problems_of(tmp_path / "a", {"records/mast.yaml": always.format(more="")})] == ["S315"]
    assert problems_of(tmp_path / "b", {"records/mast.yaml": always.format(more=", from_now: true")}) == []


def test_what_is_computed_has_no_answer_for_older_records(tmp_path: Path) -> None:
    fields = """
        record: mast
        fields:
          tall: { type: integer }
          more: { type: integer, is: tall + 1, backfill: 3, from_now: true }
    """
    found = [words for code, words in problems_of(tmp_path, {"records/mast.yaml": fields}) if code == "S217"]
    assert found == [
        "a computed field has no 'from_now': nobody enters it",
        "a computed field has no 'backfill': nobody enters it",
    ]
