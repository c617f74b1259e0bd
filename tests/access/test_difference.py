"""Who gains and who loses what: the exact texts for typical changes of specs."""

from pathlib import Path

import pytest

from generator.access.report import as_text, compare
from generator.app import App
from generator.pipeline import generate
from tests.access.trade import ORDER, trade, write_trade

Change = dict[str, tuple[str, str]]

STAFF = "          staff:\n            rows: all"
FROM_NEW = 'state == "new"\n'

VISIBLE_WHILE = {
    ORDER: (
        "see: [entered, number, state]",
        """see:
              - fields: [entered, number, state]
              - when: state in ["shipped", "closed"]
                fields: [remark]""",
    )
}
OPENED = {
    ORDER: (
        STAFF,
        f"""          partner:
            rows: firm.agent == me.firm
            see: [number, state, subject, firm.name]
{STAFF}""",
    )
}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> App:
    return trade(tmp_path_factory.mktemp("before"))


def told(before: App, folder: Path, change: Change) -> str:
    return as_text(compare(before, trade(folder, change)), "HEAD")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            VISIBLE_WHILE,
            """\
+ Customers can now read Remark of an order while its state is Shipped or Closed.
    specs/records/order.yaml:22

1 gain.""",
            id="a field becomes visible under a condition",
        ),
        pytest.param(
            {ORDER: ("rows: firm == me.firm", "rows: firm == me.firm or firm.agent == me.firm")},
            """\
+ Customers can now see an order also while its firm is looked after by their firm.
    specs/records/order.yaml:17

1 gain.""",
            id="rows are widened",
        ),
        pytest.param(
            {ORDER: ("store: { edit: [state],", "store: { edit: [],")},
            """\
- Staff with the role Store keeper can no longer change State of an order.
    specs/records/order.yaml:30 (before)

1 loss.""",
            id="a role may no longer edit",
        ),
        pytest.param(
            OPENED,
            """\
+ Partners can now see an order while its firm is looked after by their firm.
    specs/records/order.yaml:25
+ Partners can now read Number, State, Subject and Firm's name of an order.
    specs/records/order.yaml:26

2 gains.""",
            id="a record type is opened to a portal",
        ),
        pytest.param(
            {ORDER: ('boss: { delete: state == "new" }', "boss: { delete: none }")},
            """\
- Staff with the role Boss can no longer delete an order, which they could while its state is New.
    specs/records/order.yaml:31 (before)

1 loss.""",
            id="deleting is taken away",
        ),
        pytest.param(
            {ORDER: ("label: Due date", "label: Deadline")},
            "Nobody gains or loses access since HEAD.",
            id="nothing changes but a label",
        ),
        pytest.param(
            {ORDER: (FROM_NEW, 'not (state != "new")\n')},
            "Nobody gains or loses access since HEAD.",
            id="a rule is written differently",
        ),
        pytest.param(
            {ORDER: ("label: Due date }", "label: Due date } # for the store, which packs by it")},
            "Nobody gains or loses access since HEAD.",
            id="a comment",
        ),
        pytest.param(
            {ORDER: ("see: [entered, number, state]", "see: [state, number, entered]")},
            "Nobody gains or loses access since HEAD.",
            id="fields are listed in another order",
        ),
        pytest.param(
            {ORDER: (FROM_NEW, 'state in ["new", "packed"]\n')},
            """\
+ Customers can now change Subject and Due date of an order also while its state is Packed.
    specs/records/order.yaml:22

1 gain.""",
            id="one state more",
        ),
        pytest.param(
            {ORDER: (FROM_NEW, 'state == "packed"\n')},
            """\
± Customers can now change Subject and Due date of an order while its state is Packed, but no longer
  while its state is New.
    specs/records/order.yaml:22

1 gain and loss in one.""",
            id="another state",
        ),
        pytest.param(
            {ORDER: ("rows: firm == me.firm", "rows: firm == me.firm and due >= today")},
            """\
- Customers can now see an order only while its firm is their firm and its due date is today or
  later (before: while its firm is their firm).
    specs/records/order.yaml:17

1 loss.""",
            id="rows are narrowed",
        ),
        pytest.param(
            {ORDER: ("rows: firm == me.firm", "rows: firm.agent == me.firm")},
            """\
~ Customers can now see an order while its firm is looked after by their firm (before: while its
  firm is their firm).
    specs/records/order.yaml:17

1 other change.""",
            id="rows are others, which cannot be told",
        ),
        pytest.param(
            {ORDER: ("store: { edit: [state], hide: [margin], delete: none }", "store: { rows: none }")},
            """\
- Staff with the role Store keeper can no longer see any order.
    specs/records/order.yaml:25 (before)
- Staff with the role Store keeper can no longer create an order.
    specs/records/order.yaml:27 (before)

2 losses.""",
            id="a role sees nothing any more",
        ),
        pytest.param(
            {ORDER: ("edit: all\n            roles:", "edit: [subject, state, due]\n            roles:")},
            """\
- Staff with the role Sales or Boss can no longer change Firm, Remark and Margin of an order.
    specs/records/order.yaml:28 (before)

1 loss.""",
            id="roles that change alike are said together",
        ),
        pytest.param(
            {"portals/customer.yaml": ("where: active\n", "api: true\n")},
            """\
+ Into Shop now comes every buyer (before: a buyer while it is active).
    specs/portals/customer.yaml:1
+ Other programs can now do by the API of Shop what its people can.
    specs/portals/customer.yaml:1

2 gains.""",
            id="who gets in",
        ),
    ],
)
def test_changes(before: App, tmp_path: Path, change: Change, expected: str) -> None:
    assert told(before, tmp_path, change) == expected


def named(rule: str) -> Change:
    """The rows of customers by a rule of this name."""
    old = "        portals:\n          customer:\n            rows: firm == me.firm\n"
    new = old.replace("rows: firm == me.firm", f"rows: {rule}")
    return {ORDER: (old, f"        rules: {{ {rule}: firm == me.firm }}\n{new}")}


def test_the_name_of_a_rule_is_no_access(before: App, tmp_path: Path) -> None:
    one, other = trade(tmp_path / "one", named("own")), trade(tmp_path / "other", named("of_their_firm"))
    nothing = "Nobody gains or loses access since HEAD."
    assert [as_text(compare(old, new), "HEAD") for old, new in ((one, other), (before, one))] == [nothing] * 2


def test_who_gets_in_by_a_rule_without_words(before: App, tmp_path: Path) -> None:
    change = {"portals/customer.yaml": ("where: active", "where: (firm.name if active else name) == name")}
    assert "now comes a buyer while “(firm.name if active else name) == name”" in told(before, tmp_path, change)


def test_backwards_gains_are_losses(before: App, tmp_path: Path) -> None:
    after = trade(tmp_path, OPENED)
    assert (
        as_text(compare(after, before), "HEAD")
        == """\
- Partners can no longer see any order, which they could while its firm is looked after by their
  firm.
    specs/records/order.yaml:25 (before)

1 loss."""
    )


def test_the_snapshots_show_a_change_as_the_lines_it_is_about(tmp_path: Path) -> None:
    old = generate(write_trade(tmp_path / "old")).files
    new = generate(write_trade(tmp_path / "new", VISIBLE_WHILE)).files
    text = [set(files["access.txt"].decode().splitlines()) for files in (old, new)]
    assert text[1] - text[0] == {"    see while state is Shipped or Closed: remark"}
    assert text[0] - text[1] == set()
    commented = generate(write_trade(tmp_path / "same", {ORDER: ("record: order", "# goods\n        record: order")}))
    assert commented.files["access.txt"] == old["access.txt"]
    assert commented.files["access.json"] != old["access.json"]  # which tells the lines
