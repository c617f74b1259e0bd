"""Who may do which move, in words: the report, what a change of specs changes, the charter, the files for a review."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.access import table
from generator.access.charter import render_charters
from generator.access.matrix import build_matrix
from generator.access.report import as_text, compare
from generator.app import App
from generator.pipeline import generate
from tests.access.trade import TRADE

STATE = """          state:
            type: choice
            of: { new: New, packed: Packed, shipped: Shipped, closed: Closed }
            default: new
            required: true
"""
FLOW = """
        workflow:
          states: { new: New, packed: Packed, shipped: Shipped, closed: Closed }
          final: closed
          moves:
            pack: { from: new, to: packed, by: [store, boss], when: due > today }
            ship: { label: Send off, from: packed, to: shipped, by: boss, not_by: pack, needs: [remark] }
            close: { from: shipped, to: closed, by: staff }
            take_back: { from: shipped, to: packed, by: customer, within: 14d, needs: [remark] }
        portals:
"""
ORDER = (
    TRADE["records/order.yaml"]
    .replace(STATE, "")
    .replace("        portals:\n", FLOW.lstrip("\n"))
    .replace("store: { edit: [state], hide", "store: { edit: [remark], hide")
)


def shop(folder: Path, *changes: tuple[str, str]) -> App:
    generation = generate(write(folder, *changes))
    assert generation.app is not None, generation.problems
    return generation.app


def generate_files(folder: Path) -> dict[str, str]:
    return {path: text.decode() for path, text in generate(write(folder)).files.items()}


def write(folder: Path, *changes: tuple[str, str]) -> Path:
    text = ORDER
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    for name, written in {**TRADE, "records/order.yaml": text}.items():
        path = folder / "specs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [line.removeprefix("        ") for line in written.lstrip("\n").splitlines()]
        path.write_text("\n".join(lines) + "\n", "utf-8")
    return folder / "specs"


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> App:
    return shop(tmp_path_factory.mktemp("before"))


def test_the_report_tells_moves(before: App) -> None:
    told = table.as_text(build_matrix(before, ["customer", "staff"], ["order"]), before)
    lines = [" ".join(line.split()) for line in told.replace("\n          ", " ").splitlines() if "  do  " in line]
    assert lines == [
        "do “Take back”, to Packed, entering Remark, while its state is Shipped, if its last change of state is 14 "
        "days ago or later",
        "do “Close”, to Closed, while its state is Shipped",
        "do “Pack”, to Packed, while its state is New, if its due date is in the future",
        "do “Close”, to Closed, while its state is Shipped",
        "do “Pack”, to Packed, while its state is New, if its due date is in the future",
        "do “Send off”, to Shipped, entering Remark, while its state is Packed, if somebody else did “Pack”",
        "do “Close”, to Closed, while its state is Shipped",
    ]


CHANGES = (
    (
        ("by: boss, not_by", "by: [boss, sales], not_by"),
        """\
+ Staff with the role Sales can now do “Send off” of an order, entering Remark, while its state is
  Packed and somebody else did “Pack”.
    specs/records/order.yaml:15

1 gain.""",
    ),
    (
        ("by: [store, boss]", "by: boss"),
        """\
- Staff with the role Store keeper can no longer do “Pack” of an order, which they could while its
  state is New and its due date is in the future.
    specs/records/order.yaml:14 (before)

1 loss.""",
    ),
    (
        (", when: due > today", ""),
        """\
+ Staff with the role Store keeper or Boss can now do “Pack” of an order while its state is New
  (before only while its state is New and its due date is in the future).
    specs/records/order.yaml:14

1 gain.""",
    ),
    (
        ("from: packed, to: shipped, by: boss, not_by: pack", "from: packed, to: shipped, by: boss"),
        """\
+ Staff with the role Boss can now do “Send off” of an order while its state is Packed (before only
  while its state is Packed and somebody else did “Pack”).
    specs/records/order.yaml:15
- Staff can no longer read Pack: by whom of an order.
    specs/records/order.yaml:29 (before)

1 gain, 1 loss.""",
    ),
    (
        ("not_by: pack, needs: [remark]", "not_by: pack, needs: [remark, due]"),
        """\
+ Staff with the role Boss can now enter Due date with “Send off” of an order while its state is
  Packed and somebody else did “Pack”.
    specs/records/order.yaml:15

1 gain.""",
    ),
    (
        ("within: 14d", "within: 30d"),
        """\
~ Customers can now do “Take back” of an order while its state is Shipped and its last change of
  state is 30 days ago or later (before: while its state is Shipped and its last change of state is
  14 days ago or later).
    specs/records/order.yaml:17

1 other change.""",
    ),
)


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_a_change_of_moves_is_told(change: tuple[str, str], told: str, before: App, tmp_path: Path) -> None:
    assert as_text(compare(before, shop(tmp_path, change)), "HEAD") == told


def test_another_label_is_no_change(before: App, tmp_path: Path) -> None:
    after = shop(tmp_path, ("label: Send off", "label: Dispatch"))
    assert as_text(compare(before, after), "HEAD") == "Nobody gains or loses access since HEAD."


def test_the_charter_tells_moves(before: App) -> None:
    page = " ".join(render_charters(before)["customer.html"].split())
    assert "“Take back”, to Packed, entering Remark" in page


def test_a_review_sees_moves(tmp_path: Path) -> None:
    files = generate_files(tmp_path)
    lines = [line.strip() for line in files["access.txt"].splitlines() if "    move " in line]
    assert lines == [
        "move take_back from shipped to packed, within 14 days, entering remark",
        "move pack from new to packed, by store or boss while due date is in the future",
        "move ship from packed to shipped, by boss, not by who did pack, entering remark",
        "move close from shipped to closed",
    ]
    moves = json.loads(files["access.json"])["staff"][""]["order"]["moves"]
    assert moves[1] == {
        "rule": "",
        "words": "",
        "at": "specs/records/order.yaml:15",
        "move": "ship",
        "by": ["boss"],
        "not_by": ["pack"],
        "from": ["packed"],
        "to": "shipped",
        "fields": ["remark"],
    }


def test_who_moves_is_who_the_choices_of_a_link_are_for(tmp_path: Path) -> None:
    """Nobody in the portal edits, and `me` in `where` is one of its people all the same."""
    link = "firm: { type: link, to: firm, required: true, where: it == me.firm }"
    changes = (
        ("firm: { type: link, to: firm, required: true }", link),
        ("by: boss, not_by: pack, needs: [remark]", "by: boss, not_by: pack, needs: [firm]"),
        ("            create: all\n            edit: all\n", ""),
    )
    generation = generate(write(tmp_path, *changes))
    assert [each.code for each in generation.problems if each.severity == "error"] == ["E111"]
