"""What is read: every scalar as it was typed, with its place, under the names of `spec`."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reading import read_spec
from generator.spec import Choices, Record, Spec
from tests.reading.folders import write

AS_TYPED = [
    "NO",
    "on",
    "yes",
    "01067",
    "1.10",
    "10:15",
    "0x1F",
    "1e3",
    "~",
    "null",
    "2026-01-31",
    "1_000",
    ".5",
    "True",
]


def spec_of(root: Path, files: dict[str, str]) -> Spec:
    spec, problems, _ = read_spec(write(root, files))
    assert problems == []
    assert spec is not None
    return spec


def record(root: Path, text: str) -> Record:
    return spec_of(root, {"records/berth.yaml": f"record: berth\n{text}"}).records["berth"]


@pytest.mark.parametrize("typed", AS_TYPED)
def test_a_scalar_stays_as_it_was_typed(tmp_path: Path, typed: str) -> None:
    spec = spec_of(tmp_path, {"demo/berth.yaml": f"one: {{ a: {typed}, b: [{typed}] }}\ntwo:\n  a: {typed}\n"})
    one, two = spec.demo["berth"].values()
    assert [*one.values.values(), *two.values.values()] == [typed, (typed,), typed]


def test_a_country_is_no_yes_or_no(tmp_path: Path) -> None:
    spec = spec_of(tmp_path, {"choices/country.yaml": "NO: Norway\nDE: Germany\non: On\n2024: This year\n"})
    assert [choice for choice, _ in spec.choices["country"].options] == ["NO", "DE", "on", "2024"]


@pytest.mark.parametrize(
    ("written", "text", "column", "length"),
    [
        ("size > 3", "size > 3", 6, 8),
        ('"size > 3"', "size > 3", 7, 8),
        ("'size > 3'", "size > 3", 7, 8),
        ("true", "true", 6, 4),
        ("größe > 3", "größe > 3", 6, 9),
        ("'it''s'", "it's", 7, 5),  # not as long as the text: expressions then point at its beginning
    ],
)
def test_a_text_knows_its_place(tmp_path: Path, written: str, text: str, column: int, length: int) -> None:
    found = next(iter(record(tmp_path, f"fields: {{}}\nrules:\n  a: {written}\n").rules.values()))
    assert (found, found.at.file, found.at.line, found.at.column, found.at.length) == (
        text,
        "specs/records/berth.yaml",
        4,
        column,
        length,
    )


@pytest.mark.parametrize(
    ("written", "text", "place"),
    [
        (">-\n    size > 3", "size > 3", (5, 5, 8)),
        (">\n    size > 3\n    and wide", "size > 3 and wide", (5, 5, 8)),
        ("|\n\n    size > 3\n    and wide\n", "\nsize > 3\nand wide", (6, 5, 8)),
        ("size > 3\n    and wide", "size > 3 and wide", (4, 6, 8)),
    ],
)
def test_a_text_of_several_lines_begins_where_its_words_begin(
    tmp_path: Path, written: str, text: str, place: tuple[int, int, int]
) -> None:
    found = next(iter(record(tmp_path, f"fields: {{}}\nrules:\n  a: {written}\n").rules.values()))
    assert (found, (found.at.line, found.at.column, found.at.length)) == (text, place)


def test_a_field_has_all_its_keys(tmp_path: Path) -> None:
    written = """fields:
  depth:
    type: decimal
    label: Depth
    hint: In metres.
    required: true
    require: a
    show: b
    default: c
    is: d
    reveals: true
    unique: true
    index: false
    private: true
    min: 0
    max: 9.5
    places: 2
    pattern: "[a-z]"
    to: ship
    where: e
    back: berths
    of: size
    accept: [.pdf, image/*]
    size: 5MB
    was: draught
"""
    field = next(iter(record(tmp_path, written).fields.values()))
    assert (field.name, field.kind, field.label, field.hint) == ("depth", "decimal", "Depth", "In metres.")
    assert (field.required, field.reveals, field.unique, field.index, field.private) == (True, True, True, False, True)
    assert (field.require, field.show, field.default, field.formula) == ("a", "b", "c", "d")
    assert (field.min, field.max, field.places, field.pattern) == ("0", "9.5", 2, "[a-z]")
    assert (field.to, field.where, field.back, field.of) == ("ship", "e", "berths", "size")
    assert (field.accept, field.size, field.was) == ((".pdf", "image/*"), "5MB", "draught")
    assert (field.at.line, field.at.column) == (3, 3)


@pytest.mark.parametrize(
    ("written", "options"),
    [
        ("[new, in_work]", [("new", "New"), ("in_work", "In work")]),
        ("{ new: New one, in_work: Busy }", [("new", "New one"), ("in_work", "Busy")]),
    ],
)
def test_choices_may_stand_at_the_field(tmp_path: Path, written: str, options: list[tuple[str, str]]) -> None:
    field = next(iter(record(tmp_path, f"fields:\n  state: {{ type: choice, of: {written} }}").fields.values()))
    assert isinstance(field.of, Choices)
    assert (field.of.key, list(field.of.options)) == (None, options)


def test_a_file_of_choices_may_be_a_list(tmp_path: Path) -> None:
    choices = spec_of(tmp_path, {"choices/size.yaml": "- small\n- very_large\n"}).choices["size"]
    assert (choices.key, choices.options) == ("size", (("small", "Small"), ("very_large", "Very large")))


@pytest.mark.parametrize(
    ("written", "groups"),
    [
        ("all", [(("all",), None)]),
        ("name", [(("name",), None)]),
        ("[all, iban]", [(("all", "iban"), None)]),
        ("[]", []),
        ("[{ fields: [a, b.c] }, { when: x, fields: d }]", [(("a", "b.c"), None), (("d",), "x")]),
        ("[a, { when: x, fields: [b] }]", [(("a",), None), (("b",), "x")]),
    ],
)
def test_see_is_all_names_or_groups(tmp_path: Path, written: str, groups: list[tuple[tuple[str, ...], str]]) -> None:
    block = f"fields: {{}}\nportals:\n  staff:\n    see: {written}\n    edit: {written}"
    access = next(iter(record(tmp_path, block).portals.values()))
    assert [(group.fields, group.when) for group in access.see or ()] == groups
    assert [(group.fields, group.when) for group in access.edit or ()] == groups


def test_a_portal_s_block_tells_absent_from_empty(tmp_path: Path) -> None:
    block = "fields: {}\nportals:\n  staff: { preset: {}, create: all, roles: { hr: { rows: none } } }\n  guest: {}"
    staff, guest = record(tmp_path, block).portals.values()
    assert (staff.preset, staff.create, staff.see, staff.list, staff.rows) == ({}, ("all",), None, None, None)
    assert [(role, access.rows, access.create) for role, access in staff.roles.items()] == [("hr", "none", None)]
    assert (guest.preset, guest.fields, guest.like) == (None, None, None)


def test_checks_and_unique(tmp_path: Path) -> None:
    written = """fields: {}
checks:
  early: { refuse: a < b, say: "Not yet, please.", at: a }
unique:
  - { fields: [a, b], unless: done, say: Taken. }
  - { fields: a }
"""
    berth = record(tmp_path, written)
    check = next(iter(berth.checks.values()))
    assert (check.name, check.refuse, check.say, check.fields) == ("early", "a < b", "Not yet, please.", ("a",))
    assert [(each.fields, each.unless, each.say) for each in berth.unique] == [
        (("a", "b"), "done", "Taken."),
        (("a",), None, None),
    ]


def test_a_portal(tmp_path: Path) -> None:
    written = """portal: staff
label: Harbour office
at: /office
inside: true
who: person
where: active
role: role
sign_up: by_invitation
languages: [en]
brand: { colour: "#0b5fff", logo: brand/staff.svg }
home: [berths]
menu:
  berths: { list: berth, where: free, label: Free berths }
  find: { search: ship, then: ship.create }
"""
    portal = spec_of(tmp_path, {"portals/staff.yaml": written, "brand/staff.svg": "<svg/>"}).portals["staff"]
    assert (portal.key, portal.label, portal.address, portal.inside) == ("staff", "Harbour office", "/office", True)
    assert (portal.who, portal.where, portal.role, portal.sign_up) == ("person", "active", "role", "by_invitation")
    assert (portal.colour, portal.logo, portal.home) == ("#0b5fff", "brand/staff.svg", ("berths",))
    assert [(entry.list, entry.search, entry.where, entry.label, entry.then) for entry in portal.menu.values()] == [
        ("berth", None, "free", "Free berths", None),
        (None, "ship", None, None, "ship.create"),
    ]
    assert portal.at.line == 1
