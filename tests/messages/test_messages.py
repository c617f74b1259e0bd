"""Every message in its exact words, at its exact place, for one slip in an otherwise sound spec."""

import re
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.codes import CODES
from generator.problems import Problem
from generator.reading import read_spec
from generator.resolve import resolve
from tests.messages import (
    access,
    comments,
    expressions,
    levels,
    lines,
    meaning,
    names,
    notices,
    reading,
    references,
    routing,
    timers,
    values,
    words,
    workflow,
)
from tests.messages.case import Case

TESTS = Path(__file__).parents[1]
GENERATOR = TESTS.parent / "generator"
SOUND = TESTS / "fixtures" / "language" / "specs"
MODULES = (
    *(reading, names, references, values, access, expressions, meaning, lines),
    *(workflow, levels, timers, words, routing, notices, comments),
)
CASES = [case for module in MODULES for case in module.CASES]


BASES = sorted({case.base for case in CASES})


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Sound specs that are broken and mended again, by where they are from."""
    return {base: Path(shutil.copytree(TESTS / base, tmp_path_factory.mktemp("messages") / "specs")) for base in BASES}


def problems_of(specs: Path) -> list[Problem]:
    spec, problems, _ = read_spec(specs)
    assert spec is not None
    return [*problems, *resolve(spec)[1]]


@pytest.mark.parametrize("base", BASES)
def test_the_sound_spec_has_no_problems(base: str, copies: Mapping[str, Path]) -> None:
    assert problems_of(copies[base]) == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_message(case: Case, copies: Mapping[str, Path]) -> None:
    specs = copies[case.base]
    path = specs / case.file
    sound = path.read_text("utf-8")
    assert case.old in sound
    path.write_text(sound.replace(case.old, case.new, 1), "utf-8")
    try:
        found = problems_of(specs)
    finally:
        path.write_text(sound, "utf-8")
    file = f"specs/{case.problem_in or case.file}"
    assert [
        (
            each.code,
            each.severity,
            each.position.file,
            each.position.line,
            each.position.column,
            each.message,
            each.hint,
        )
        for each in found
    ] == [(case.code, case.severity, file, case.line, case.column, case.message, case.hint)]


def test_there_are_many_cases_and_none_twice() -> None:
    assert len(CASES) >= 80
    assert Counter((case.file, case.old, case.new) for case in CASES).most_common(1)[0][1] == 1


def test_every_code_of_resolving_is_tested_and_explained() -> None:
    """`generator/codes` explains it; a case here or a test in `tests/resolve` has its exact words."""
    source = "".join(
        path.read_text("utf-8") for room in ("resolve", "rules") for path in (GENERATOR / room).rglob("*.py")
    )
    codes = set(re.findall(r'"(S[0-9]{3})"', source))
    tests = "".join(path.read_text("utf-8") for path in (TESTS / "resolve").glob("*.py"))
    tested = {case.code for case in CASES} | set(re.findall(r'"(S[0-9]{3})"', tests))
    assert codes - tested == set()
    assert codes - set(CODES) == set()


def test_slips_in_all_files_are_found_in_one_run(tmp_path: Path) -> None:
    specs = Path(shutil.copytree(SOUND, tmp_path / "specs"))
    slips = {case.file: case for case in reversed(references.CASES) if not case.problem_in}
    for file, case in slips.items():
        path = specs / file
        path.write_text(path.read_text("utf-8").replace(case.old, case.new, 1), "utf-8")
    found = {(each.code, each.position.file, each.position.line, each.message) for each in problems_of(specs)}
    assert len(slips) >= 8
    assert {(case.code, f"specs/{file}", case.line, case.message) for file, case in slips.items()} <= found
