"""How problems are drawn, and their form for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.problems import Position, Problem
from generator.reading import read_spec
from generator.report import COLOURED, as_json, draw
from generator.sources import Source, Sources
from tests.reading.folders import write

FILE = "specs/records/berth.yaml"


def sources(*lines: str) -> Sources:
    return Sources(Path("/somewhere"), {FILE: Source(FILE, "record", "berth", lines, None)})


def problem(line: int, column: int, length: int = 1, hint: str = "", message: str = "this is wrong") -> Problem:
    return Problem("S999", message, Position(FILE, line, column, length), hint)


def test_a_problem_is_drawn_with_its_line_and_a_caret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = "".join(f"  a{number}: {{ type: text }}\n" for number in range(6))
    text = f"record: berth\n\nfields:\n{fields}  b: {{ type: txt, label: B }}\n"
    root = write(tmp_path, {"records/berth.yaml": text})
    _, problems, read = read_spec(root)
    monkeypatch.chdir(tmp_path)
    hint = (
        "did you mean 'text'? kinds: text, longtext, richtext, integer, decimal, percent, money, date, datetime, time,"
    )
    assert draw(problems, read) == (
        "error[S104]: 'type' of field 'b' cannot be 'txt'\n"
        "  --> specs/records/berth.yaml:10:14\n"
        "  10 |   b: { type: txt, label: B }\n"
        "     |              ^^^\n"
        f"     = help: {hint} duration, yesno, …\n"
        "\n"
        "1 error"
    )


def test_a_path_is_shown_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, problems, read = read_spec(write(tmp_path / "shop", {"records/berth.yaml": "a: b"}))
    monkeypatch.chdir(tmp_path)
    assert "  --> shop/specs/records/berth.yaml:1:1\n" in draw(problems, read)


def test_problems_are_sorted_and_counted() -> None:
    warning = Problem("S998", "this is odd", Position(FILE, 1, 3), severity="warning")
    assert draw([problem(2, 1), problem(1, 5), warning], sources("a: b c", "d")) == (
        f"warning[S998]: this is odd\n  --> {FILE}:1:3\n  1 | a: b c\n    |   ^\n\n"
        f"error[S999]: this is wrong\n  --> {FILE}:1:5\n  1 | a: b c\n    |     ^\n\n"
        f"error[S999]: this is wrong\n  --> {FILE}:2:1\n  2 | d\n    | ^\n\n"
        "2 errors and 1 warning"
    )


def test_at_most_twenty_of_a_file_are_drawn() -> None:
    drawn = draw([problem(1, column) for column in range(1, 51)], sources("x" * 60))
    assert drawn.count("error[S999]") == 20
    assert drawn.endswith(f"\n\n… and 30 more in {FILE}\n\n50 errors")


def test_no_problems_are_no_text() -> None:
    assert draw([], sources()) == ""


def test_a_file_that_is_not_there_has_no_line() -> None:
    missing = Problem("S999", "it is missing", Position("specs/portal.yaml", 1, 1), "write it")
    assert draw([missing], sources()) == (
        "error[S999]: it is missing\n  --> specs/portal.yaml\n    = help: write it\n\n1 error"
    )


def test_a_long_line_is_cut_around_the_place() -> None:
    lines = draw([problem(1, 501, 3)], sources("x" * 500 + "abc" + "y" * 500)).splitlines()
    assert lines[2] == "  1 | … " + "x" * 60 + "abc" + "y" * 77 + " …"
    assert lines[3] == "    | " + " " * 62 + "^^^"


def test_the_caret_stands_below_wide_letters() -> None:
    lines = draw([problem(1, 4, 2)], sources("名: 船舶 x")).splitlines()
    assert lines[3] == "    |     ^^^^"


def test_nothing_a_terminal_would_act_on_is_drawn() -> None:
    drawn = draw([problem(1, 1, hint="a\x1b[2Jb", message="a\u202eb")], sources("a\x1b[31m\tb"))
    assert drawn.isprintable() or all(part.isprintable() for part in drawn.split("\n"))


def test_colours_are_a_palette() -> None:
    drawn = draw([problem(1, 1)], sources("a"), COLOURED)
    assert drawn.startswith("\x1b[1;31merror[S999]\x1b[0m: this is wrong\n")


def test_json_has_all_of_a_problem() -> None:
    assert json.loads(as_json([problem(3, 4, 5, "help")])) == [
        {
            "code": "S999",
            "severity": "error",
            "message": "this is wrong",
            "hint": "help",
            "file": FILE,
            "line": 3,
            "column": 4,
            "length": 5,
        }
    ]
