"""Whatever stands in specs/, only problems come out: soon, and never an exception."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.reading import read_spec
from generator.report import as_json, draw
from tests.reading.folders import SITE, write

SOON = 5
"""CPU seconds. Most take a few hundredths; what is not linear takes minutes."""

HOSTILE: Mapping[str, bytes] = {
    "20,000 brackets": b"a: " + b"[" * 20_000 + b"]" * 20_000,
    "20,000 brackets on lines of their own": b"a: " + b"[\n" * 20_000,
    "20,000 braces": b"{" * 20_000,
    "20,000 keys in keys": b"{a: " * 20_000,
    "20,000 lists in lists": b"- " * 20_000,
    "20,000 questions": b"? " * 20_000,
    "600 blocks in blocks": "".join("  " * depth + "a:\n" for depth in range(600)).encode(),
    "a bomb of aliases": b"a: &a [x, x]\n"
    + b"".join(b"%c: &%c [*%c, *%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 121)),
    "2 MB": b"a" * 2_000_000,
    "NUL": b"a: b\0",
    "an escaped NUL": rb'label: "\0"',
    "an escaped surrogate": rb'label: "\ud800"',
    "an escaped terminal command": rb'label: "\x1b[31m"',
    "80,000 unknown keys": b"".join(b"k%d: v\n" % number for number in range(80_000)),
    "24,000 unknown keys": b"".join(b"k%d: v\n" % number for number in range(24_000)),
    "8,000 unsound fields": b"record: x\nfields:\n"
    + b"".join(b"  f%d: { typ: text, y: z }\n" % n for n in range(8_000)),
    "160,000 times the same key": b"a: 1\n" * 160_000,
    "300,000 empty values": b"a: {" + b"a, " * 300_000 + b"}",
    "60,000 cut texts": b"".join(b"k%d: v #x\n" % number for number in range(60_000)),
    "a mile of spaces": b"a: x" + b" " * 900_000 + b"#b",
    "a mile of quotes": b"a: { b: " + b'"x" ' * 200_000,
    "a long key": b"x" * 900_000 + b": y",
    "a key of half a megabyte below fields": b"record: x\nfields: { ? " + b"y" * 500_000 + b" : { type: text } }",
    "UTF-16": "record: x".encode("utf-16"),
    "letters that only look like others": "record: оrder\nfields: { аccount: { type: text } }".encode(),
    "a number without end": b"record: x\nfields: { a: { type: money, places: " + b"9" * 100_000 + b" } }",
    "a number that is none": "record: x\nfields: { a: { type: money, places: ٣ } }".encode(),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_soon(tmp_path: Path, content: bytes) -> None:
    root = write(tmp_path, {"records/x.yaml": content})
    began = time.process_time()
    _, problems, sources = read_spec(root)
    drawn = draw(problems, sources)
    assert time.process_time() - began < SOON
    assert problems
    assert {problem.position.file for problem in problems} == {"specs/records/x.yaml"}
    assert len(drawn) < 20_000
    assert all(part.isprintable() for part in drawn.split("\n"))


def test_a_large_sound_file_is_read_soon(tmp_path: Path) -> None:
    fields = "".join(f"  f{number}: {{ type: text, label: Field }}\n" for number in range(4_000))
    root = write(tmp_path, {"records/x.yaml": f"record: x\nfields:\n{fields}"})
    began = time.process_time()
    assert read_spec(root)[1] == []
    assert time.process_time() - began < SOON


SOUND = """record: berth
label: "Berth" # one of them
title: "{name} ({size})"
uses: [attachments]

fields:
  name: { type: text, required: true, max: 40 }
  size: { type: choice, of: { small: Small, large: Large }, default: small }
  hint:
    type: longtext
    hint: >-
      Several words,
      on two lines.
rules:
  free: ship is None and size in ["small"]
unique:
  - { fields: [name], say: 'It''s there.' }
checks:
  c: { refuse: free, say: "No.", at: name }
portals:
  staff:
    rows: all
    see: [all, { when: free, fields: [hint] }]
    roles: { hr: { rows: none, fields: { name: { label: N } } } }
"""
SIGNS = st.sampled_from(
    [*" \n\t:,[]{}#&*!|>'\"%@`-?.~<=\\0aé", "\n  ", ": ", " #", "- ", "---\n", "\ufeff", "\0", "\u2028", "𝕏"]
)
KINDS = st.sampled_from(["records", "mixins", "choices", "portals", "demo"])


def check(folder: Path, files: Mapping[str, bytes]) -> None:
    """Reads and draws; whatever raises fails the test."""
    for old in folder.glob("specs/*/*.yaml"):
        old.unlink()
    _, problems, sources = read_spec(write(folder, {"portal.yaml": SITE, **files}))
    draw(problems, sources)
    as_json(problems)
    for problem in problems:
        lines = sources.files[problem.position.file].lines
        assert 1 <= problem.position.line <= max(len(lines), 1)
        assert problem.position.column >= 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


FUZZ = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FUZZ
@given(edits=st.lists(st.tuples(st.integers(0, len(SOUND)), st.integers(0, 12), SIGNS), min_size=1, max_size=4))
def test_damaged_text_gives_problems_only(folder: Path, edits: list[tuple[int, int, str]]) -> None:
    text = SOUND
    for index, cut, sign in edits:
        text = text[:index] + sign + text[index + cut :]
    check(folder, {"records/berth.yaml": text.encode()})


@FUZZ
@given(content=st.one_of(st.binary(max_size=80), st.lists(SIGNS, max_size=40).map("".join).map(str.encode)), kind=KINDS)
@example(content=b"---", kind="records")
@example(content=b"[?", kind="records")
@example(content=b"&0 [", kind="records")
def test_noise_gives_problems_only(folder: Path, content: bytes, kind: str) -> None:
    check(folder, {f"{kind}/berth.yaml": content})


KEYS = (
    "record fields type label of see edit portals roles unique checks refuse say menu list brand places portal at uses"
)
WORDS = st.sampled_from([*KEYS.split(), "all", "text", "tex", "true", "yes", "5", "", "a b"])
TREES = st.recursive(
    WORDS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=5)),
    max_leaves=25,
)


@FUZZ
@given(tree=TREES, kind=KINDS)
def test_a_tree_of_any_shape_gives_problems_only(folder: Path, tree: object, kind: str) -> None:
    check(folder, {f"{kind}/berth.yaml": yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode()})
