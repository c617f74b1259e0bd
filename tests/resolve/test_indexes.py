"""Which indexes a record type gets from what its portals show of it."""

from pathlib import Path

import pytest

from generator.app import Record
from tests.resolve.specs import app_of

NOTE = """
    record: note
    fields:
      owner: {{ type: link, to: skipper }}
      helper: {{ type: link, to: skipper }}
      code: {{ type: text, unique: true }}
      words: {{ type: text }}
      day: {{ type: date }}
      state: {{ type: choice, of: [new, done] }}
      open: {{ type: yesno, default: true }}
    portals:
      guest:
        rows: {rows}
        see: [words, day, updated]
        list: {listed}
      staff:
        rows: {staff}
        see: [words, day, updated, state]
        list: [words]
"""
MENU = """
    portal: staff
    label: Office
    at: /office
    inside: true
    who: person
    role: role
    menu:
      notes: {{ list: note }}
      some:
        list: note
        where: {where}
"""


def note_of(folder: Path, rows: str, listed: str = "[words]", staff: str = "all", where: str = "") -> Record:
    files = {"records/note.yaml": NOTE.format(rows=rows, listed=listed, staff=staff)}
    if where:
        files["portals/staff.yaml"] = MENU.format(where=where)
    return app_of(folder, files).records["note"]


def joint(record: Record) -> list[tuple[str, ...]]:
    return [index.fields for index in record.indexes]


def alone(record: Record) -> list[str]:
    return [field.name for field in record.fields if field.index]


def test_rows_of_one_person_are_indexed_newest_first_instead_of_by_the_link_alone(tmp_path: Path) -> None:
    note = note_of(tmp_path, "owner == me")
    assert joint(note) == [("owner", "id")]
    assert alone(note) == ["helper"]
    assert note.indexes[0].at.file == "specs/records/note.yaml"


def test_a_list_that_shows_the_last_change_is_indexed_by_it_too(tmp_path: Path) -> None:
    assert joint(note_of(tmp_path, "owner == me and open", "[words, updated]")) == [
        ("owner", "id"),
        ("owner", "updated", "id"),
    ]


def test_a_list_of_all_rows_needs_one_for_the_last_change_only(tmp_path: Path) -> None:
    """The newest first are found by the primary key."""
    assert joint(note_of(tmp_path, "public", "[words, updated]")) == [("updated", "id")]
    assert joint(note_of(tmp_path, "public")) == []


def test_a_last_change_that_is_seen_under_a_condition_is_no_order_of_an_index(tmp_path: Path) -> None:
    shown = {"records/note.yaml": NOTE.format(rows="owner == me", listed="[words, updated]", staff="all").replace(
        "see: [words, day, updated]\n", "see: [{ fields: [words, day] }, { when: open, fields: [updated] }]\n"
    )}  # fmt: skip
    assert joint(app_of(tmp_path, shown).records["note"]) == [("owner", "id")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("owner == me or helper == me", [("helper", "id"), ("owner", "id")]),
        ("owner == me and helper == me", [("owner", "id")]),
        ("(owner == me or helper == me) and helper == me", [("helper", "id")]),
        ("owner == me or open", []),  # the open ones are found by no index, so all are gone through
        ("words == me.company", [("words", "id")]),
        ("code == me.company", []),  # unique: one row at most
        ("owner.company == me.company", []),
        ("owner is None or owner != me", []),
    ],
)
def test_what_ties_rows_to_a_person(tmp_path: Path, rows: str, expected: list[tuple[str, ...]]) -> None:
    assert joint(note_of(tmp_path, rows)) == expected


@pytest.mark.parametrize(
    ("where", "more"),
    [
        ('state == "new"', ["state"]),
        ('state in ["new"] and day < today', ["day"]),  # of which fewer rows have the same
        ("owner is None and day < today", []),  # the link has one
        ('state != "new"', []),
        ("open", []),
        ('state == "new" or day < today', []),  # one index alone finds not all of them
        ("day is None or day < today", ["day"]),
        ('state == "new" or open', []),
        ('contains(words, "x")', []),
    ],
)
def test_a_menu_over_all_rows_gets_one_where_an_index_helps(tmp_path: Path, where: str, more: list[str]) -> None:
    assert alone(note_of(tmp_path, "owner == me", where=where)) == ["helper", *more]


def test_a_menu_over_the_rows_of_one_person_gets_none(tmp_path: Path) -> None:
    note = note_of(tmp_path, "owner == me", staff="helper.mail == me.email", where='state == "new"')
    assert "state" not in alone(note)


def test_what_is_unique_together_serves_its_first_field(tmp_path: Path) -> None:
    text = NOTE.format(rows="helper == me", listed="[words]", staff="all")
    note = app_of(tmp_path, {"records/note.yaml": f"{text}    unique: [{{ fields: [owner, words] }}]\n"}).records[
        "note"
    ]
    assert alone(note) == []
