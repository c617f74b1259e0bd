"""Forms with lines, sent in any shape: what is typed is read or refused in words, and what a form holds is what it was.

Without a portal: the questions themselves, and their markup.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from runtime.declarations.fields import Field
from runtime.scope import Row
from runtime.service.line import Line
from runtime.web.forms import RecordForm, ask
from runtime.web.forms.lines import LineForms, LinesQuestion
from runtime.web.forms.sent import find_strays
from tests.businesses.browsing import Answer
from tests.lines.bazaar import held_by

MANY = settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.generate])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
NAMES = ("note", "quantity", "wanted", "kept")


class Item(RecordForm):
    note = ask(Field("note", "text", "Note"))
    quantity = ask(Field("quantity", "integer", "Quantity", required=True))
    wanted = ask(Field("wanted", "date", "Wanted"))
    kept = ask(Field("kept", "yesno", "Kept"))


class Order(RecordForm):
    reference = ask(Field("reference", "text", "Reference"))
    items = ask(Field("items", "lines", "Items", lines="item", link="order"))


def made(cls: type[RecordForm], names: Collection[str], prefix: str, of_lines: Mapping[str, LineForms]) -> RecordForm:
    form: RecordForm = cls(
        names,
        wording={},
        locale=Locale("en"),
        zone=ZoneInfo("UTC"),
        currency="EUR",
        kept_files={},
        of_lines=of_lines,
        prefix=prefix,
    )
    return form


def order(posted: MultiDict[str, Any] | None, rows: tuple[Row, ...] = ()) -> tuple[RecordForm, LinesQuestion]:
    forms = LineForms(
        "Item", lambda names, prefix: made(Item, names, prefix, {}), NAMES, {"quantity": 1}, lambda _row: ()
    )
    form = made(Order, ("reference", "items"), "", {"items": forms})
    form.fill({"items": rows}, posted)
    (lines,) = form.lines()
    return form, lines


def row(record_id: int, *, delete: bool = True, **values: Any) -> Row:
    return Row(record_id, f"Item {record_id}", 1, values, may_edit=NAMES, may_delete=delete)


@dataclass(frozen=True, slots=True)
class Around:
    deciding: frozenset[str] = frozenset()
    action: str = "/"


def shown(form: RecordForm) -> dict[str, str]:
    """What a browser would send of the form as it is printed."""
    questions = "".join([question.markup(Around()) for question in form.questions])
    return held_by(Answer(200, {}, f'<form method="post">{questions}</form>'.encode()))


POSTED_LINE = st.fixed_dictionaries(
    {"note": TEXTS, "quantity": TEXTS | st.integers(-5, 50).map(str)},
    optional={"wanted": st.sampled_from(["2026-01-31", "soon", ""]), "kept": st.sampled_from(["yes", "no"])},
)


@given(st.dictionaries(st.integers(0, 9_999), POSTED_LINE, max_size=12))
@MANY
def test_what_is_typed_is_kept_and_read_in_its_order(lines: Mapping[int, Mapping[str, str]]) -> None:
    posted = MultiDict({f"items-{place}-{name}": text for place, each in lines.items() for name, text in each.items()})
    posted.add("items", "")
    form, question = order(posted)
    assert find_strays(form, posted) == []
    form.check()
    answered = [entry.prefix for entry in question.sent]
    assert answered == [f"items-{place}" for place in sorted(lines)]
    again = shown(form)
    for place, each in lines.items():
        for name in ("note", "quantity"):
            assert again[f"items-{place}-{name}"].strip() == each[name].strip()
    second, lines_again = order(MultiDict(again))
    assert [(line.id, line.values) for line in lines_again.answer()] == [
        (line.id, line.values | {name: line.values.get(name) for name in NAMES}) for line in question.answer()
    ]
    assert shown(second) == again


STORED = st.lists(
    st.builds(
        row,
        st.integers(1, 40),
        note=st.none() | TEXTS.map(str.split).map(" ".join).map(lambda text: text or None),
        quantity=st.integers(0, 10**6),
        kept=st.booleans(),
        delete=st.booleans(),
    ),
    unique_by=lambda each: each.id,
    max_size=6,
).map(tuple)


@given(STORED)
@MANY
def test_a_form_that_is_sent_as_it_is_changes_nothing(rows: tuple[Row, ...]) -> None:
    form, _ = order(None, rows)
    form.forget_messages()
    posted = MultiDict(shown(form))
    back, question = order(posted, rows)
    assert find_strays(back, posted) == [] and back.check()
    assert [line.id for line in question.answer()] == [each.id for each in rows]
    for line, each in zip(question.answer(), rows, strict=True):
        assert {name: line.values[name] for name in ("note", "quantity", "kept")} == {
            name: each.values[name] for name in ("note", "quantity", "kept")
        }


STRANGE = ("-1", "00", "1e3", "x", "10000", "99999999999999999999", "１", " 1", "0-", "")


@given(STORED, st.lists(st.tuples(st.sampled_from(STRANGE), TEXTS), max_size=4), st.data())
@MANY
def test_strange_places_and_ids_are_refused_in_words(
    rows: tuple[Row, ...], strange: list[tuple[str, str]], data: st.DataObject
) -> None:
    posted = MultiDict(shown(order(None, rows)[0]))
    for place, text in strange:
        posted[f"items-{place}-note"] = text or "x"
    foreign = data.draw(st.sampled_from(["", "0", "-3", "41", "9" * 30, "x"]))
    if foreign:
        posted["items-77-id"], posted["items-77-note"] = foreign, "mine"
    form, question = order(posted, rows)
    told = find_strays(form, posted)
    assert bool(told) is bool(strange)
    form.check()
    assert any("not here any more" in text for text in question.messages) is bool(foreign)
    assert all(line.id is None or line.id in {each.id for each in rows} for line in question.answer())


def test_ten_thousand_lines_are_too_many() -> None:
    posted = MultiDict({f"items-{place}-quantity": "1" for place in range(10_000)})
    form, question = order(posted)
    assert not form.check()
    assert question.messages == ["Items can have 200 lines at most; there are 10,000"]
    assert len(question.entries) == 200


def test_a_line_sent_twice_counts_once_and_is_told() -> None:
    posted = MultiDict({"items-0-id": "7", "items-0-note": "a", "items-1-id": "7", "items-1-note": "b"})
    form, question = order(posted, (row(7, quantity=1),))
    assert not form.check()
    assert [line.id for line in question.answer()] == [7]


def test_lines_that_a_post_leaves_out_are_shown_again() -> None:
    _, question = order(MultiDict({"items-0-id": "7", "items-0-note": "a"}), (row(7, quantity=1), row(9, quantity=2)))
    assert question.answer() == (Line({"note": "a"}, 7),)
    assert [entry.row.id for entry in question.entries if entry.row] == [7, 9]
