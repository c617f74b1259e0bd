"""Each operation: the edit that asks for it, its words, and what the lock says afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.app import Constant, RuleName
from generator.changes import operations as o
from generator.changes.facts import digest
from tests.changes.bench import Bench, record, words

FIRM = record("firm", "name")
SHARED: dict[str, str | None] = {"choices/severity.yaml": "low: Low\nhigh: High\nurgent: Urgent\n"}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """One record type with a field of most sorts, applied."""
    bench = Bench(tmp_path)
    bench.apply({**FIRM, **SHARED, **ticket()})
    return bench


def ticket(*fields: str, without: tuple[str, ...] = (), more: str = "") -> dict[str, str | None]:
    """The record type; a field given here replaces the one of its name, or comes last."""
    known = {
        "topic": "topic: { type: text }",
        "price": "price: { type: money, max: 100 }",
        "firm": "firm: { type: link, to: firm }",
        "severity": "severity: { type: choice, of: severity }",
        "state": "state: { type: choice, of: [new, open, closed] }",
    }
    known |= {each.partition(":")[0]: each for each in fields}
    return record("ticket", *(each for name, each in known.items() if name not in without), more=more)


def test_a_new_record_type(bench: Bench) -> None:
    (added,) = bench.apply(record("note", "text", "firm: { type: link, to: firm }"))
    assert isinstance(added, o.AddRecord)
    assert (added.words(), added.effect(0)) == ("Record type note is new", "it begins without records")
    assert (added.table, [column.column for column in added.columns]) == ("note", ["text", "firm_id"])
    assert bench.line("records.note.firm").startswith("records.note.firm: … link ")


def test_a_new_field(bench: Bench) -> None:
    (added,) = bench.apply(ticket("phone: { type: phone }"))
    assert isinstance(added, o.AddField)
    assert (added.words(), added.effect(1203)) == (
        "Field phone of ticket is new",
        "its 1,203 rows have no value for it",
    )
    assert (added.required, added.fill, added.column.column) == (False, None, "phone")


def test_a_new_field_fills_the_rows_that_are_there(bench: Bench) -> None:
    (added,) = bench.apply(ticket("lane: { type: choice, of: [slow, fast], required: true, default: slow }"))
    assert isinstance(added, o.AddField) and added.required
    assert added.fill == o.Fill(Constant("slow"), "slow", "default")
    assert added.effect(1) == "its 1 row get its default, slow"
    (other,) = bench.apply(ticket("about: { type: text, backfill: topic }", without=("lane",), more="retired: lane\n"))[
        :1
    ]
    assert isinstance(other, o.AddField)
    assert other.fill == o.Fill(RuleName("about_backfill"), "topic", "backfill")


def test_a_computed_field(bench: Bench) -> None:
    (added,) = bench.apply(ticket("double: { type: money, is: price + price }"))
    assert isinstance(added, o.AddField) and added.computed
    assert added.effect(3) == "it is computed for its 3 rows"
    (computed,) = bench.apply(ticket("double: { type: money, is: price * 2 }"))
    assert isinstance(computed, o.ComputeField)
    assert computed.words() == "Field double of ticket is computed in another way"
    renamed = bench.apply(
        ticket(
            "cost: { type: money, max: 100, was: price }", "double: { type: money, is: cost * 2 }", without=("price",)
        )
    )
    assert words(renamed) == ["Field cost of ticket is renamed from price"]


def test_what_people_entered_is_not_computed_away(bench: Bench) -> None:
    operations = bench.apply(ticket("price: { type: money, is: 3 }"))
    assert words(operations) == ["Field price of ticket is new", "Field price of ticket is retired"]
    assert bench.line("records.ticket.price").endswith(" as price_…")


def test_a_record_type_is_renamed(bench: Bench) -> None:
    moved = ticket("firm: { type: link, to: company }")
    operations = bench.apply({**moved, "records/firm.yaml": None, **record("company", "name", more="was: firm\n")})
    (renamed,) = operations
    assert isinstance(renamed, o.RenameRecord)
    assert (renamed.words(), renamed.effect(2), renamed.table) == (
        "Record type company is renamed from firm",
        "its 2 rows need no change",
        "firm",
    )
    assert bench.line("records.company") == "records.company: … record as firm"
    assert bench.line("records.company.name") == "records.company.name: … text length=200"


def test_a_field_is_renamed(bench: Bench) -> None:
    (renamed,) = bench.apply(ticket("subject: { type: text, was: topic }", without=("topic",)))
    assert isinstance(renamed, o.RenameField)
    assert (renamed.words(), renamed.effect(0)) == (
        "Field subject of ticket is renamed from topic",
        "its 0 rows need no change",
    )
    assert (renamed.was, renamed.column.column) == ("topic", "topic")
    assert bench.apply(ticket("subject: { type: text }", without=("topic",))) == ()  # `was` may go once it is applied


def test_names_in_a_ring_of_renames(bench: Bench) -> None:
    bench.apply(ticket("b: { type: date }", "c: { type: date }"))
    operations = bench.apply(ticket("c: { type: date, was: b }", "d: { type: date, was: c }"))
    assert words(operations) == ["Field c of ticket is renamed from b", "Field d of ticket is renamed from c"]
    assert bench.line("records.ticket.c") == "records.ticket.c: … date as b"
    bench.apply(ticket("c: { type: date }", "d: { type: date }", "b: { type: date }"))
    assert bench.line("records.ticket.b") == "records.ticket.b: … date as b_…"


def test_record_types_pass_their_names_on(bench: Bench) -> None:
    """Each keeps its own fields, whichever is renamed first."""
    bench.apply(record("boat", "hull", "since: { type: date }"))
    before = {entry.id: entry.stored for entry in bench.lock.entries}
    links = ticket("firm: { type: link, to: yard }")
    operations = bench.apply(
        {
            **links,
            **record("yard", "name", more="was: firm\n"),
            **record("firm", "hull", "since: { type: date }", more="was: boat\n"),
            "records/boat.yaml": None,
        }
    )
    assert words(operations) == ["Record type firm is renamed from boat", "Record type yard is renamed from firm"]
    assert {entry.id: entry.stored for entry in bench.lock.entries} == before
    assert bench.line("records.firm.hull") == "records.firm.hull: … text length=200"


def test_fields_with_lists_of_their_own_pass_their_names_on(bench: Bench) -> None:
    bench.apply(ticket("a: { type: choice, of: [one, two] }", "b: { type: choice, of: [two, six] }"))
    operations = bench.apply(
        ticket("b: { type: choice, of: [one, two], was: a }", "c: { type: choice, of: [two, six], was: b }")
    )
    assert words(operations) == ["Field b of ticket is renamed from a", "Field c of ticket is renamed from b"]
    before = bench.lock.text()
    bench.apply(ticket("c: { type: choice, of: [two, six] }", "b: { type: text }"))
    assert bench.line("records.ticket.b") == "records.ticket.b: … text length=200 as b_…"
    restored = bench.apply(ticket("c: { type: choice, of: [two, six] }", "b: { type: choice, of: [one, two] }"))
    assert [type(each).__name__ for each in restored] == ["ConvertField"]
    assert before != bench.lock.text()


def test_a_choice_is_renamed_for_all_fields_that_have_it(bench: Bench) -> None:
    bench.apply(record("firm", "name", "risk: { type: choices, of: severity }"))
    list_ = {"choices/severity.yaml": "low: Low\nhigh: High\ntop: { label: Top, was: urgent }\n"}
    (renamed,) = bench.apply(list_)
    assert isinstance(renamed, o.RenameChoice)
    assert (renamed.words(), renamed.effect(1)) == (
        "Choice top of severity is renamed from urgent",
        "its 1 row need no change",
    )
    assert [(column.table, column.name) for column in renamed.columns] == [("firm", "risk"), ("ticket", "severity")]
    assert o.tables_of(renamed) == ("firm", "ticket")
    assert bench.line("choices.severity.top") == "choices.severity.top: … choice as urgent"


def test_a_state_is_renamed(bench: Bench) -> None:
    (renamed,) = bench.apply(ticket("state: { type: choice, of: { new: New, active: { was: open }, closed: Closed } }"))
    assert renamed.words() == "Choice active of ticket.state is renamed from open"


def test_a_record_type_is_retired_and_restored(bench: Bench) -> None:
    (retired,) = bench.apply({"records/ticket.yaml": None})
    assert isinstance(retired, o.RetireRecord)
    assert (retired.words(), retired.effect(5)) == (
        "Record type ticket is retired",
        "its 5 rows are kept, hidden, until it is purged",
    )
    assert bench.lock.active("records.ticket.state.new") is None
    (restored,) = bench.apply(ticket())
    assert isinstance(restored, o.RestoreRecord)
    assert (restored.words(), restored.effect(5)) == ("Record type ticket is restored", "its 5 rows are there again")
    assert [column.column for column in restored.columns] == ["topic", "price", "firm_id", "severity", "state"]


def test_a_field_is_retired_and_restored(bench: Bench) -> None:
    before = bench.lock.text()
    (retired,) = bench.apply(ticket(without=("topic",)))
    assert isinstance(retired, o.RetireField)
    assert (retired.words(), retired.effect(1)) == (
        "Field topic of ticket is retired",
        "its values in 1 row are kept, hidden, until it is purged",
    )
    assert retired.at.file == "specs/spec.lock.yaml" and retired.at.line > 0
    (restored,) = bench.apply(ticket("topic: { type: text, required: true, default: none }"))
    assert isinstance(restored, o.RestoreField) and restored.required
    assert (restored.words(), restored.effect(2)) == (
        "Field topic of ticket is restored",
        "its values in 2 rows are there again",
    )
    bench.apply(ticket())
    assert bench.lock.text() == before


def test_a_field_is_restored_under_another_name(bench: Bench) -> None:
    bench.apply(ticket(without=("topic",)))
    (restored,) = bench.apply(ticket("subject: { type: text, was: topic }", without=("topic",)))
    assert isinstance(restored, o.RestoreField)
    assert bench.line("records.ticket.subject") == "records.ticket.subject: … text length=200 as topic"


def test_a_field_is_put_back_as_another_kind(bench: Bench) -> None:
    bench.apply(ticket(without=("topic",)))
    (converted,) = bench.apply(ticket("topic: { type: date }"))
    assert isinstance(converted, o.ConvertField)
    assert (converted.source.column, converted.target.column) == ("topic", f"topic_{converted.target.id}")
    bench.apply(ticket(without=("topic",)))
    operations = bench.apply(ticket("topic: { type: file }"))
    assert words(operations) == ["Field topic of ticket is new"]


def test_choices_come_and_go(bench: Bench) -> None:
    (added,) = bench.apply({"choices/severity.yaml": "low: Low\nhigh: High\nurgent: Urgent\nfatal: Fatal\n"})
    assert isinstance(added, o.AddChoice)
    assert (added.words(), added.effect(9), added.stored) == (
        "Choice fatal of severity is new",
        "no record changes",
        "fatal",
    )
    (retired,) = bench.apply({"choices/severity.yaml": "low: Low\nhigh: High\nurgent: Urgent\n"})
    assert isinstance(retired, o.RetireChoice)
    assert (retired.words(), retired.stored) == ("Choice fatal of severity is retired", "fatal")
    assert retired.effect(2) == "none of its 2 rows may hold it"
    (again,) = bench.apply({"choices/severity.yaml": "low: Low\nhigh: High\nurgent: Urgent\nfatal: Deadly\n"})
    assert isinstance(again, o.AddChoice) and again.stored == "fatal"


def test_a_choice_becomes_another_one(bench: Bench) -> None:
    text = "low: Low\nhigh: High\nurgent: { becomes: high }\n"
    (merged,) = bench.apply({"choices/severity.yaml": text})
    assert isinstance(merged, o.MergeChoice)
    assert (merged.words(), merged.effect(4)) == (
        "Choice urgent of severity becomes high",
        "those of its 4 rows that hold it are changed",
    )
    assert (merged.old, merged.new) == ("urgent", "high")
    assert [option.name for option in merged.columns[0].options] == ["low", "high"]
    (again,) = bench.apply({"choices/severity.yaml": "low: Low\nhigh: High\nurgent: Urgent\n"})
    assert isinstance(again, o.AddChoice)
    assert again.stored.startswith("urgent_")  # what was merged is not held apart again


def test_choices_become_one_that_was_added_before(bench: Bench) -> None:
    bench.apply({"choices/severity.yaml": "low: Low\nhigh: High\nurgent: Urgent\ntop: Top\n"})
    text = "low: Low\nhigh: { becomes: top }\nurgent: { becomes: top }\ntop: Top\n"
    operations = bench.apply({"choices/severity.yaml": text})
    assert words(operations) == ["Choice high of severity becomes top", "Choice urgent of severity becomes top"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("type: text", "type: text, max: 300", ["allows more: at most 300 characters"]),
        ("type: text", "type: text, max: 40", ["allows less: at most 40 characters"]),
        ("type: text", "type: longtext", ["allows more: its kind is longtext", "allows more: any length"]),
        ("type: longtext", "type: text", ["allows less: its kind is text", "allows less: at most 200 characters"]),
        ("type: text", "type: email", ["allows less: its kind is email", "allows more: at most 254 characters"]),
        ("type: text", "type: text, pattern: '[a-z]+'", ["allows less: the pattern [a-z]+"]),
        ("type: text, pattern: '[a-z]+'", "type: text", ["allows more: no pattern"]),
        ("type: integer, max: 5", "type: integer, max: 10", ["allows more: at most 10"]),
        ("type: integer, max: 10", "type: integer, max: 5", ["allows less: at most 5"]),
        ("type: integer, min: 1", "type: integer, min: 0", ["allows more: at least 0"]),
        ("type: integer, min: 0", "type: integer, min: 1", ["allows less: at least 1"]),
        ("type: integer", "type: integer, min: 1, max: 2", ["allows less: at most 2", "allows less: at least 1"]),
        ("type: date", "type: date, max: 2026-05-31", ["allows less: at most 2026-05-31"]),
        ("type: date, max: 2026-05-31", "type: date, max: today", ["allows more: no greatest value"]),
        ("type: duration, max: 1d", "type: duration, max: 2h", ["allows less: at most 7200"]),
        ("type: text", "type: text, required: true", ["is required"]),
        ("type: integer", "type: integer, index: true", ["gets an index"]),
        ("type: integer, index: true", "type: integer", ["needs no index of its own"]),
    ],
)
def test_more_or_less_is_allowed(bench: Bench, before: str, after: str, told: list[str]) -> None:
    bench.apply(ticket(f"extra: {{ {before} }}"))
    operations = bench.apply(ticket(f"extra: {{ {after} }}"))
    assert sorted(words(operations)) == sorted(f"Field extra of ticket {each}" for each in told)
    assert operations[0].column.column == "extra"  # type: ignore[union-attr]


def test_older_records_may_stay_as_they_are(bench: Bench) -> None:
    bench.apply(ticket("extra: { type: text }"))
    required, narrow = bench.apply(ticket("extra: { type: text, required: true, max: 9, from_now: true }"))
    assert isinstance(required, o.RequireField) and required.from_now
    assert required.effect(2) == "2 rows without a value may go on so"
    assert isinstance(narrow, o.NarrowField) and (narrow.limit, narrow.value, narrow.from_now) == ("length", 9, True)
    assert narrow.effect(2) == "its 2 rows may go on with the values they have"
    settled = bench.apply(ticket("extra: { type: text, required: true, max: 9, backfill: topic }"))
    assert words(settled) == [
        "Field extra of ticket is required",
        "Field extra of ticket allows less: at most 9 characters",
    ]
    assert (
        isinstance(settled[0], o.RequireField)
        and settled[0].effect(2) == "2 rows without a value get its backfill, topic"
    )


ANSWERED = "where it is not applied yet, those that do not fit {}; elsewhere no row changes"


@pytest.mark.parametrize(
    ("before", "answer", "becomes"),
    [
        ("type: text, required: true", "backfill: topic", "get its backfill, topic"),
        ("type: text, required: true", "from_now: true", "may go on as they are"),
        ("type: integer, max: 9", "from_now: true", "may go on as they are"),
        ("type: integer, required: true, backfill: 3", "backfill: 4", "get its backfill, 4"),
        ("type: integer, required: true, backfill: 3", "from_now: true", "may go on as they are"),
    ],
)
def test_what_becomes_of_older_rows_is_said_later(bench: Bench, before: str, answer: str, becomes: str) -> None:
    bench.apply(ticket(f"extra: {{ {before} }}"))
    kept = before.partition(", backfill")[0]
    (answered,) = bench.apply(ticket(f"extra: {{ {kept}, {answer} }}"))
    assert isinstance(answered, o.AnswerField)
    assert answered.words() == "Field extra of ticket says what becomes of older rows"
    assert answered.effect(9) == ANSWERED.format(becomes)
    assert (f"backfill={digest('4')}" in bench.line("records.ticket.extra")) == (answer == "backfill: 4")
    assert bench.apply(ticket(f"extra: {{ {kept} }}")) == () or answer == "from_now: true"


@pytest.mark.parametrize("extra", ["extra: { type: integer, backfill: 3 }", "extra: { type: integer, from_now: true }"])
def test_where_nothing_was_demanded_nothing_is_answered(bench: Bench, extra: str) -> None:
    bench.apply(ticket("extra: { type: integer }"))
    assert bench.apply(ticket(extra)) == ()


def test_an_answer_goes_by_the_names_of_today(bench: Bench) -> None:
    extra = "extra: {{ type: text, required: true, backfill: {} }}"
    rank = "rank: {{ type: choice, of: severity, required: true, backfill: {} }}"
    bench.apply(ticket(extra.format("topic"), rank.format("low")))
    shared = {"choices/severity.yaml": "least: { was: low }\nhigh: High\nurgent: Urgent\n"}
    fields = ["subject: { type: text, was: topic }", extra.format("subject"), rank.format("least")]
    renamed = bench.apply({**shared, **ticket(*fields, without=("topic",))})
    assert [type(each) for each in renamed] == [o.RenameField, o.RenameChoice]


def test_what_a_field_was_converted_from_is_answered_with_it(bench: Bench) -> None:
    bench.apply(ticket("extra: { type: text }"))
    bench.apply(ticket("extra: { type: integer }"))
    (answered,) = bench.apply(ticket("extra: { type: integer, backfill: 3 }"))
    assert isinstance(answered, o.AnswerField)
    assert [column.name for column in answered.earlier] == ["extra"]
    assert answered.column.name.startswith("extra_")


def test_a_choice_goes_while_a_field_that_may_hold_it_comes_back(bench: Bench) -> None:
    """The field's rows are those of all fields that have the list."""
    risk = record("firm", "name", "risk: { type: choice, of: severity }")
    bench.apply(risk)
    bench.apply(record("firm", "name"))
    operations = bench.apply({**risk, "choices/severity.yaml": "low: Low\nurgent: { becomes: low }\n"})
    assert {type(each).__name__ for each in operations} == {"RestoreField", "MergeChoice", "RetireChoice"}
    for kind in (o.MergeChoice, o.RetireChoice):
        columns = [column.column for each in operations if isinstance(each, kind) for column in each.columns]
        assert sorted(columns) == ["risk", "severity"]


def test_a_choice_that_was_taken_out_becomes_another_one_later(bench: Bench) -> None:
    bench.apply({"choices/severity.yaml": "low: Low\nhigh: High\n"})
    text = "low: Low\nhigh: High\nurgent: { becomes: high }\n"
    (merged,) = bench.apply({"choices/severity.yaml": text})
    assert isinstance(merged, o.MergeChoice)
    assert (merged.old, merged.new) == ("urgent", "high")


def test_a_choice_that_was_taken_out_becomes_none_that_is_new(bench: Bench) -> None:
    bench.apply({"choices/severity.yaml": "low: Low\nhigh: High\n"})
    (problem,) = bench.problems({"choices/severity.yaml": "low: Low\nhigh: High\ntop: Top\nurgent: { becomes: top }\n"})
    assert problem.startswith("S923")


def test_a_field_is_converted(bench: Bench) -> None:
    (converted,) = bench.apply(ticket("topic: { type: choice, of: severity, backfill: high }"))
    assert isinstance(converted, o.ConvertField)
    assert converted.words() == "Field topic of ticket is stored as choice instead of text"
    assert converted.effect(3) == "the values of its 3 rows are converted; the old ones are kept"
    assert converted.fill == o.Fill(Constant("high"), "high", "backfill")
    assert [option.stored for option in converted.target.options] == ["low", "high", "urgent"]
    (places,) = bench.apply(
        ticket("topic: { type: choice, of: severity }", "price: { type: decimal, places: 3, max: 100 }")
    )
    assert places.words() == (
        "Field price of ticket is stored as decimal with 3 digits after the point instead of money with 2 digits after "
        "the point"
    )
    gone = bench.lock.gone("records.ticket.price")
    assert [(entry.stored, entry.status) for entry in gone] == [("price", "retired")]


def test_a_link_leads_elsewhere(bench: Bench) -> None:
    _first, relinked, index = bench.apply(
        {**record("person", "name"), **ticket("firm: { type: link, to: person, from_now: true }")}
    )
    assert isinstance(relinked, o.RelinkField)
    assert relinked.words() == "Field firm of ticket links to person instead of firm"
    assert relinked.effect(2) == "its 2 rows have none until one is chosen; the old links are kept"
    assert relinked.target.column == f"firm_{relinked.target.id}_id"
    assert isinstance(index, o.AddIndex) and index.column == relinked.target


def test_what_cannot_be_converted_begins_anew_where_that_is_said(bench: Bench) -> None:
    operations = bench.apply(ticket("firm: { type: text, backfill: topic }"))
    assert words(operations) == ["Field firm of ticket is new", "Field firm of ticket is retired"]


def test_unique_fields(bench: Bench) -> None:
    (added,) = bench.apply(ticket("topic: { type: text, unique: true }"))
    assert isinstance(added, o.AddUnique)
    assert added.words() == "No two records of ticket may have the same topic"
    assert added.effect(2) == "its 2 rows are looked at"
    (dropped,) = bench.apply(ticket())
    assert isinstance(dropped, o.DropUnique)
    assert dropped.words() == "Records of ticket may have the same topic"


def test_fields_that_are_unique_together(bench: Bench) -> None:
    added, alone = bench.apply(ticket(more="unique:\n  - { fields: [firm, topic] }\n"))
    assert isinstance(added, o.AddUnique)
    assert alone.words() == "Field firm of ticket needs no index of its own"
    assert [column.column for column in added.columns] == ["firm_id", "topic"]
    assert added.words() == "No two records of ticket may have the same firm and topic"
    renamed = ticket(
        "subject: { type: text, was: topic }", without=("topic",), more="unique:\n  - { fields: [firm, subject] }\n"
    )
    assert words(bench.apply(renamed)) == ["Field subject of ticket is renamed from topic"]
    alone, dropped = bench.apply(ticket("subject: { type: text }", without=("topic",)))
    assert dropped.words() == "Records of ticket may have the same firm and subject"
    assert alone.words() == "Field firm of ticket gets an index"


PEOPLE: dict[str, str | None] = {
    **record(
        "person",
        "mail: { type: email, required: true, unique: true }",
        more="portals:\n  office: { rows: all, see: [mail] }\n",
    ),
    "portals/office.yaml": "portal: office\nlabel: Office\nat: /office\ninside: true\nwho: person\n",
}
OURS = "portals:\n  office: { rows: owner == me, see: [name] }\n"


def test_an_index_of_several_fields_follows_from_a_rule(bench: Bench) -> None:
    bench.apply({**PEOPLE, **record("note", "name", "owner: { type: link, to: person }")})
    added, alone = bench.apply(record("note", "name", "owner: { type: link, to: person }", more=OURS))
    assert isinstance(added, o.AddJointIndex)
    assert [column.column for column in added.columns] == ["owner_id", "id"]
    assert (added.words(), added.effect(9)) == (
        "Records of note get an index by owner and id",
        "its 9 rows need no change",
    )
    assert alone.words() == "Field owner of note needs no index of its own"
    assert bench.line("records.note") == "records.note: … record index=owner+id"
    renamed = record(
        "note", "name", "whose: { type: link, to: person, was: owner }", more=OURS.replace("owner", "whose")
    )
    assert words(bench.apply(renamed)) == ["Field whose of note is renamed from owner"]
    assert bench.line("records.note") == "records.note: … record index=owner+id"  # as the database has it
    alone, dropped = bench.apply(record("note", "name", "whose: { type: link, to: person }"))
    assert isinstance(dropped, o.DropJointIndex)
    assert dropped.words() == "Records of note need no index by whose and id"
    assert [column.column for column in dropped.columns] == ["owner_id", "id"]
    assert alone.words() == "Field whose of note gets an index"


def test_a_list_of_choices_gets_a_file_of_its_own(bench: Bench) -> None:
    before = {entry.id for entry in bench.lock.entries}
    moved = {
        **ticket("state: { type: choice, of: ticket_state }"),
        "choices/ticket_state.yaml": "new: New\nopen: Open\nclosed: Closed\n",
    }
    assert bench.apply(moved) == ()
    assert {entry.id for entry in bench.lock.entries} == before


def test_a_field_gets_a_list_of_its_own(bench: Bench) -> None:
    bench.apply({"choices/severity.yaml": "low: Low\nhigh: High\ntop: { was: urgent }\n"})
    bench.apply(record("firm", "name", "risk: { type: choice, of: severity }"))
    own = record("firm", "name", "risk: { type: choice, of: { low: Low, top: Top, high: { becomes: top } } }")
    operations = bench.apply(own)
    assert words(operations) == ["Choice high of firm.risk becomes top"]
    assert isinstance(operations[0], o.MergeChoice) and (operations[0].old, operations[0].new) == ("high", "urgent")


def test_a_list_whose_values_mean_something_else_is_converted(bench: Bench) -> None:
    bench.apply({"choices/severity.yaml": "low: Low\nhigh: High\ntop: { was: urgent }\n"})
    bench.apply(
        {
            **record("firm", "name", "risk: { type: choice, of: risk }"),
            "choices/risk.yaml": "low: L\nurgent: U\ntop: T\n",
        }
    )
    (converted,) = bench.apply(record("firm", "name", "risk: { type: choice, of: severity }"))
    assert isinstance(converted, o.ConvertField)
    assert [each.stored for each in converted.source.options] == ["low", "top", "urgent"]
    assert [each.stored for each in converted.target.options] == ["low", "high", "urgent"]
