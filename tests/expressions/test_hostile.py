"""Whatever stands in an expression, it is refused in plain words and at once; nothing of it ever runs."""

import time
from pathlib import Path

import pytest

from generator.expressions import check
from generator.expressions.types import Names, RecordShape, Use, Vocabulary
from tests.expressions import workshop
from tests.expressions.workshop import text

VOCABULARY = workshop.vocabulary()
NAMES = Names(this="job", it="part", me="person", role="function", roles=("boss",), portal="shop")

SOON = 5
"""CPU seconds. Most take a few hundredths; what is not linear takes minutes."""

HOSTILE = [
    "__import__('os').system('touch canary')",
    "open('canary', 'w')",
    "eval('1')",
    "().__class__.__mro__[1].__subclasses__()",
    "this.__class__",
    "this.metadata",
    "this._sa_instance_state",
    "company.__init__.__globals__",
    "note.__class__.__mro__",
    "(lambda: 1)()",
    "lambda x: x",
    'f"{this.__class__}" == "x"',
    '"{0.__class__}".format(this) == "x"',
    "'%s' % this == 'x'",
    "b'x' == note",
    "[x for x in ().__class__.__bases__]",
    "{1: 2}",
    "{1, 2}",
    "(yield)",
    "await this",
    "print(1)",
    "exec('x = 1')",
    "*this",
    "this if (this := 1) else 2",
    "9 ** 9 ** 9 > 1",
    "10000000000000000000000000000000 > 1",
    "1e999 > 1",
    "1j == 1",
    "... == 1",
    "quantity << 99 > 1",
    "note * 100000000 == note",
    "quantity == 0x_ff",
    "\N{CYRILLIC SMALL LETTER DZE}tate == 'open'",
    "\N{LATIN SMALL LIGATURE FI}eld == 'open'",
    "\N{FULLWIDTH LATIN SMALL LETTER S}tate == 'open'",
    "state\N{ZERO WIDTH SPACE} == 'open'",
    "state == 'open' \N{RIGHT-TO-LEFT OVERRIDE}",
    "state\x00 == 'open'",
    "note == '\x00'",
    "note == 'a\\x00b'",
    "state == 'open'\x0c",
    "state == 'open' # or urgent",
    "state == 'open'; urgent",
    "state == 'open'\n) or (urgent",
    "(" * 20_000,
    "(" * 900 + "urgent" + ")" * 900,
    "[" * 20_000,
    "{" * 900,
    "not " * 490 + "urgent",
    "-" * 1990 + "1 > 0",
    "~" * 1990 + "1",
    "this" + ".company" * 240,
    "1 + " * 490 + "1 > 0",
    "urgent or " * 500 + "urgent",
    "x" * 5_000,
    '"' * 1999,
    "'" * 1999,
    "any(" * 29 + "parts" + ")" * 29,
    "urgent if " * 100 + "urgent" + " else urgent" * 100,
    "",
    "   ",
    "\n",
    "()",
    "None",
    "true.x",
    "sum()",
    "any(for x in parts)",
    "sees(sees(company))",
]


@pytest.mark.parametrize("source", HOSTILE, ids=[str(number) for number in range(len(HOSTILE))])
@pytest.mark.parametrize("use", [Use.ROWS, Use.VALUE, Use.FORMULA])
def test_refused_at_once(source: str, use: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    start = time.process_time()
    expression, problems = check(text(source), use, NAMES, VOCABULARY)
    assert time.process_time() - start < SOON
    assert problems or (source == "None" and expression is not None and use is not Use.ROWS)
    assert all(len(problem.message) < 300 for problem in problems)
    assert list(tmp_path.iterdir()) == []


def test_rules_that_multiply_are_refused() -> None:
    """Twenty short rules that name each other twice would stand for a million conditions."""
    rules = {f"r{number}": text(f"r{number + 1} or not r{number + 1}") for number in range(20)} | {
        "r20": text("urgent")
    }
    job = VOCABULARY.records["job"]
    crowded = Vocabulary({**VOCABULARY.records, "job": RecordShape("job", "Job", job.fields, job.backs, rules)})
    for name in rules:
        start = time.process_time()
        _, problems = check(text(name), Use.CONDITION, NAMES, crowded)
        assert time.process_time() - start < SOON
        assert {problem.code for problem in problems} <= {"E103"}
    assert check(text("r0"), Use.CONDITION, NAMES, crowded)[0] is None
