"""What an apply would have to guess, in its exact words, at its exact place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.changes.bench import Bench, record

SEVERITY = {"choices/severity.yaml": "low: Low\nhigh: High\n"}
FIELDS = ("topic", "fax: { type: phone }", "firm: { type: link, to: firm }", "level: { type: choice, of: severity }")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.apply({**record("ticket", *FIELDS), **record("firm", "name", "town"), **SEVERITY})
    return bench


def ticket(*fields: str, more: str = "") -> dict[str, str | None]:
    return record("ticket", *fields, more=more)


CASES = [
    (
        ticket("fax: { type: phone }", FIELDS[2], FIELDS[3], "subject"),
        "S904 records/ticket.yaml 6:3 field 'topic' of ticket is gone, and 'subject' is new and stored alike (if it "
        "was renamed: portal rename ticket.topic subject, or write 'was: topic' at 'subject'; if not: write "
        "'retired: [topic]' in ticket.yaml)",
    ),
    (
        {"records/firm.yaml": None, **record("company", "name", "town"), **ticket(*FIELDS[:2], FIELDS[3])},
        "S904 records/company.yaml 1:9 record type 'firm' is gone, and 'company' is new and has mostly the same fields "
        "(if it was renamed: portal rename firm company, or write 'was: firm' in company.yaml; if not: write "
        "'retired: [firm]' there)",
    ),
    (
        {"choices/severity.yaml": "low: Low\nurgent: Urgent\n"},
        "S905 choices/severity.yaml 2:1 choice 'high' of severity is gone, and 'urgent' is new (if it was renamed: "
        "write 'urgent: { was: high }'; if its records are to become another one: keep 'high' until 'urgent' is "
        "applied, then write 'high: { becomes: urgent }')",
    ),
    (
        ticket("topic: { type: file }", *FIELDS[1:]),
        "S906 records/ticket.yaml 3:3 field 'topic' of ticket was text and now is file, which its values cannot become "
        "(give the new field another name; or write 'from_now: true': the old values are kept, hidden)",
    ),
    (
        ticket("topic: { type: link, to: firm }", *FIELDS[1:]),
        "S906 records/ticket.yaml 3:3 field 'topic' of ticket was text and now is a link to firm, which its values "
        "cannot become (give the new field another name; or say what records get with 'backfill', or write "
        "'from_now: true': the old values are kept, hidden)",
    ),
    (
        ticket(*FIELDS, "phone: { type: phone, was: fxa }"),
        "S907 records/ticket.yaml 7:30 field 'phone' says that it was 'fxa', which there never was (did you mean "
        "'fax'? fields: fax, firm, level, topic)",
    ),
    (
        {**record("note", "text", more="was: tikcet\n")},
        "S907 records/note.yaml 2:6 record type 'note' says that it was 'tikcet', which there never was (did you mean "
        "'ticket'? record types: firm, ticket)",
    ),
    (
        {"choices/severity.yaml": "low: Low\nhigh: High\ntop: { was: hihg }\n"},
        "S907 choices/severity.yaml 3:13 choice 'top' says that it was 'hihg', which there never was (did you mean "
        "'high'? choices: high, low)",
    ),
    (
        ticket(*FIELDS, "subject: { type: text, was: topic }"),
        "S908 records/ticket.yaml 7:31 field 'subject' says that it was 'topic', but 'topic' is still there (remove "
        "'was', or say what 'topic' was called before)",
    ),
    (
        ticket(*FIELDS[1:], "subject: { type: text, was: topic }", "title: { type: text, was: topic }"),
        "S908 records/ticket.yaml 7:29 field 'title' says that it was 'topic', and so does 'subject' (only one of them "
        "has its values: remove 'was' at the other)",
    ),
    (
        ticket("topic: { type: text, was: fax }", "fax: { type: phone, was: topic }", *FIELDS[2:]),
        "S908 records/ticket.yaml 4:28 fields 'fax' and 'topic' say that they were each other (rename one of them to a "
        "third name, apply, then rename the others)",
    ),
    (
        ticket("topic: { type: text, was: topic }", *FIELDS[1:]),
        "S908 records/ticket.yaml 3:29 field 'topic' says that it was itself (remove 'was')",
    ),
    (
        ticket(*FIELDS, more="retired: [fax, tpic]\n"),
        "S909 records/ticket.yaml 2:11 'fax' is under 'retired' and still a field of ticket (remove one of the two)",
    ),
    (
        ticket(*FIELDS[1:], more="retired: [tpic]\n"),
        "S909 records/ticket.yaml 2:11 'tpic' is under 'retired' and never was a field of ticket (did you mean "
        "'topic'? gone: topic)",
    ),
    (
        {"choices/severity.yaml": "low: Low\nhigh: High\nlwo: { becomes: high }\n"},
        "S920 choices/severity.yaml 3:1 choice 'lwo' of severity, which becomes another one, was never there (remove "
        "the line)",
    ),
    (
        {"choices/severity.yaml": "low: Low\ntop: Top\nhigh: { becomes: top }\n"},
        "S923 choices/severity.yaml 3:1 choice 'high' of severity becomes 'top', which is new itself (to rename it, "
        "write top: { label: …, was: high }; to join the two, add 'top' and apply first)",
    ),
    (
        {**record("person", "name"), **ticket(*FIELDS[:2], "firm: { type: link, to: person }", FIELDS[3])},
        "S921 records/ticket.yaml 5:3 field 'firm' of ticket was a link to firm and now is a link to person: the links "
        "cannot come along (say what records get with 'backfill', or write 'from_now: true'; the old links are kept, "
        "hidden)",
    ),
]


@pytest.mark.parametrize(("files", "words"), CASES, ids=[words[:60] for _, words in CASES])
def test_a_refusal(bench: Bench, files: dict[str, str | None], words: str) -> None:
    assert bench.problems(files)[0] == words


@pytest.mark.parametrize(
    ("files", "operations"),
    [
        (ticket("subject", *FIELDS[1:], more="retired: topic\n"), 2),
        (ticket("subject: { type: text, was: topic }", *FIELDS[1:]), 1),
        (ticket("subject: { type: date }", *FIELDS[1:]), 2),
        ({"choices/severity.yaml": "low: Low\nurgent: { was: high }\n"}, 1),
        ({"choices/severity.yaml": "low: Low\nhigh: High\nurgent: Urgent\n"}, 1),
        (
            {
                "records/firm.yaml": None,
                **record("company", "name", "town", more="retired: firm\n"),
                **ticket(*FIELDS[:2], FIELDS[3]),
            },
            3,
        ),
    ],
)
def test_the_remedy_is_one(bench: Bench, files: dict[str, str | None], operations: int) -> None:
    assert len(bench.apply(files)) == operations


def test_all_problems_of_one_run(bench: Bench) -> None:
    files = {**ticket("subject", "fax: { type: file }", *FIELDS[2:]), "choices/severity.yaml": "low: Low\nmuch: Much\n"}
    assert [words[:4] for words in bench.problems(files)] == ["S905", "S904", "S906"]


def test_a_mixin_is_told_of_once(bench: Bench) -> None:
    mixin = "mixin: extra\nfields:\n  mark: { type: text, was: mrak }\n"
    files = {
        "mixins/extra.yaml": mixin,
        **ticket(*FIELDS, more="uses: extra\n"),
        **record("firm", "name", "town", more="uses: extra\n"),
    }
    assert [words[:4] for words in bench.problems(files)] == ["S907", "S907"]  # each names other fields that were meant
    assert len(set(bench.problems(files))) == 2


def test_a_purged_name_brings_nothing(bench: Bench) -> None:
    bench.apply(ticket(*FIELDS[1:]))
    bench.lock = bench.lock.purged(bench.lock.gone("records.ticket.topic")[0].id)
    assert bench.problems(ticket(*FIELDS[1:], "subject: { type: text, was: topic }")) == [
        "S907 records/ticket.yaml 6:31 field 'subject' says that it was 'topic', which was purged or lives on in "
        "something else (remove 'was')"
    ]
