"""Fields cut out of a file of specs and put back: what surrounds them is kept to the letter."""

from __future__ import annotations

import pytest

from portal.definitions import UnfitError, add_definition, find_definition, without_retired

OLD = """\
record: order
title: "{number}"

fields:
  # The day it came in.
  came: { type: date }  # by post, too

  # Where they can be reached
  # by fax.
  fax:
    type: phone
    label: Fax

    hint: with the code  # of the country

  # What it is worth.
  total: { type: money }

rules:
  # Whose it is.
  mine: owner == me
"""

TODAY = """\
record: order
title: "{number}"  # as printed

fields:
    # The day it came in.
    came: { type: date }  # by post, too
    total: { type: money }   # what it is worth

# Rules of this file.
rules:
    mine: owner == me
"""


def put_back(today: str, old: str, name: str) -> str:
    definition = find_definition(old, name)
    assert definition is not None
    return add_definition(today, definition)


def test_a_field_comes_back_with_its_comments_and_all_else_is_kept() -> None:
    assert (
        put_back(TODAY, OLD, "fax")
        == """\
record: order
title: "{number}"  # as printed

fields:
    # The day it came in.
    came: { type: date }  # by post, too
    total: { type: money }   # what it is worth
    # Where they can be reached
    # by fax.
    fax:
      type: phone
      label: Fax

      hint: with the code  # of the country

# Rules of this file.
rules:
    mine: owner == me
"""
    )


def test_the_last_field_of_a_file_comes_back_without_what_follows_it() -> None:
    definition = find_definition(OLD, "total")
    assert definition is not None
    assert definition.lines == ("# What it is worth.", "total: { type: money }")


def test_a_field_comes_back_at_the_end_of_a_file_without_a_last_line_break() -> None:
    assert put_back("record: order\nfields:\n  a: { type: date }", OLD, "came").splitlines() == [
        "record: order",
        "fields:",
        "  a: { type: date }",
        "  # The day it came in.",
        "  came: { type: date }  # by post, too",
    ]


def test_fields_in_braces_get_a_field_of_one_line_and_refuse_one_of_several() -> None:
    today = "record: order\nfields: { came: { type: date } }  # all\n"
    braces = "record: order\nfields: { fax: { type: phone,\n  label: Fax } }\n"
    assert put_back(today, braces, "fax") == (
        "record: order\nfields: { came: { type: date }, fax: { type: phone, label: Fax } }  # all\n"
    )
    with pytest.raises(UnfitError):
        put_back(today, OLD, "fax")


def test_a_record_type_whose_fields_all_come_from_mixins_gets_a_block_of_fields() -> None:
    assert put_back("record: order\nuses: [dated]\n", OLD, "total").endswith(
        "uses: [dated]\n\nfields:\n  # What it is worth.\n  total: { type: money }\n"
    )


def test_a_field_that_is_not_there_has_no_definition() -> None:
    assert find_definition(OLD, "rules") is None
    assert find_definition("record: order\n", "fax") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("retired: [fax, telex]  # since May\nfields:\n", "retired: [telex]  # since May\nfields:\n"),
        ("a: b\nretired: [fax]\nfields:\n", "a: b\nfields:\n"),
        ("retired:\n  - fax\n  - telex  # too\nfields:\n", "retired:\n  - telex  # too\nfields:\n"),
        ("retired: [telex]\n", "retired: [telex]\n"),
        ("a: b\n", "a: b\n"),
    ],
)
def test_a_name_is_taken_from_the_list_of_what_is_retired(before: str, after: str) -> None:
    assert without_retired(before, "fax") == after
