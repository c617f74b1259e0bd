"""The lock file: what a line says, the first form of it, and the names that the database has for things."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.changes import Lock, diff, lockfile, name_stored, parse_lock, read_lock
from generator.changes.lock import FILE, HEAD, Entry, Unread
from generator.changes.lockfile import digest_of
from generator.changes.storage import CONVERSIONS
from generator.names import BUILT_IN
from runtime.migrations.conversions import pairs
from tests.changes.bench import Bench, record, words


def test_a_line_and_back() -> None:
    line = "records.order.total: k7f3q2 money 2 required max=100.00 as sum retired"
    lock = parse_lock(f"{HEAD}{line}\n")
    assert lock.entries == (
        Entry("records.order.total", "k7f3q2", "money 2", "sum", "retired", 3, ("required", "max=100.00")),
    )
    assert lock.text() == f"{HEAD}{line}\n"


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("choices.rank.as: abcdef choice as retired", Entry("choices.rank.as", "abcdef", "choice", "retired", line=3)),
        ("choices.rank.a.b+: abcdef choice", Entry("choices.rank.a.b+", "abcdef", "choice", "a.b+", line=3)),
        (
            "choices.rank.B: abcdef choice as as purged",
            Entry("choices.rank.B", "abcdef", "choice", "as", "purged", line=3),
        ),
        (
            "records.a.b: abcdef link k7f3q2 index as c",
            Entry("records.a.b", "abcdef", "link k7f3q2", "c", facts=("index",), line=3),
        ),
        ("records.a.b.1.5: abcdef choice", Entry("records.a.b.1.5", "abcdef", "choice", "1.5", line=3)),
    ],
)
def test_words_that_are_names_too(line: str, entry: Entry) -> None:
    (found,) = parse_lock(f"{HEAD}{line}\n").entries
    assert found == entry
    assert found.text() == line


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "records.a.b: abcdef",
        "records.a: abcdefg record",
        "a.b: abcdef text",
        "records.a: abcdef record as x gone",
    ],
)
def test_a_line_that_cannot_be_read(tmp_path: Path, line: str) -> None:
    (tmp_path / "spec.lock.yaml").write_text(f"{HEAD}{line}\n")
    with pytest.raises(ValueError) as raised:
        read_lock(tmp_path)
    assert str(raised.value) == (
        f"{tmp_path}/spec.lock.yaml:3: not a line of the lock file; restore it from version control"
    )


def test_a_lock_of_the_first_form_changes_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.write(
        {
            **record(
                "ticket",
                "topic: { type: text, required: true, unique: true }",
                "firm: { type: link, to: branch }",
                "price: { type: money, max: 5 }",
                "state: { type: choice, of: [new, done] }",
                "severity: { type: choice, of: severity }",
                "double: { type: money, is: price * 2 }",
            ),
            **record("branch", "name"),
            "choices/severity.yaml": "low: Low\n",
        }
    )
    old = parse_lock(
        "# Written by `portal apply`; do not edit. It keeps the identity of everything in these specs.\n"
        "choices.severity.low: aaaaaa choice\n"
        "records.branch: bbbbbb record\n"
        "records.branch.name: cccccc text\n"
        "records.ticket: dddddd record\n"
        "records.ticket.double: kkkkkk money 2\n"
        "records.ticket.firm: eeeeee link branch\n"
        "records.ticket.price: ffffff money 2\n"
        "records.ticket.severity: gggggg choice\n"
        "records.ticket.state: hhhhhh choice\n"
        "records.ticket.state.done: jjjjjj choice\n"
        "records.ticket.state.new: mmmmmm choice\n"
        "records.ticket.topic: nnnnnn text\n"
    )
    changes = diff(old, bench.app())
    assert (changes.operations, changes.problems) == ((), ())
    assert [(entry.path, entry.id, entry.kind) for entry in changes.lock.entries][5:8] == [
        ("records.ticket.firm", "eeeeee", "link bbbbbb"),
        ("records.ticket.price", "ffffff", "money 2"),
        ("records.ticket.severity", "gggggg", "choice"),
    ]
    bench.lock = parse_lock(changes.lock.text())
    assert bench.line("records.ticket.topic") == "records.ticket.topic: … text required unique length=200"
    assert bench.apply({}) == ()


def test_a_lock_of_the_second_form_knows_of_no_backfill(tmp_path: Path) -> None:
    """So what stands in the specs already is no change; what comes then is."""
    bench = Bench(tmp_path)
    extra = "extra: {{ type: integer, required: true{} }}"
    bench.apply(record("ticket", "topic", extra.format("")))
    bench.lock = parse_lock(bench.lock.text().replace("# Form 3:", "# Form 2:"))
    assert bench.apply(record("ticket", "topic", extra.format(", backfill: 3"))) == ()
    assert bench.lock.text().startswith(HEAD)
    (answered,) = bench.apply(record("ticket", "topic", extra.format(", backfill: 4")))
    assert words((answered,)) == ["Field extra of ticket says what becomes of older rows"]


def test_the_shipped_lock_changes_nothing(repository: Path) -> None:
    lock = read_lock(repository / "specs")
    ids = {entry.id for entry in lock.entries}
    assert len(ids) == len(lock.entries) > 500


def test_ids_come_of_names_alone(tmp_path: Path) -> None:
    """Two branches that add the same give it the same id; what was retired keeps its own for itself."""
    files = record("note", "one", "two")
    locks = []
    for branch in ("a", "b"):
        bench = Bench(tmp_path / branch)
        bench.apply(record("note", "one"))
        bench.apply(files)
        locks.append(bench.lock)
    assert locks[0].text() == locks[1].text()
    bench.apply(record("note", "one"))
    bench.lock = bench.lock.purged(bench.lock.gone("records.note.two")[0].id)
    assert words(bench.apply(files)) == ["Field two of note is new"]
    assert bench.line("records.note.two") == "records.note.two: … text length=200 as two_…"


def test_what_is_purged_is_never_used_again(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    state = "state: { type: choice, of: [new, old] }"
    bench.apply({**record("note", "one", state), **record("firm", "name")})
    bench.apply({"records/note.yaml": None})
    (gone,) = bench.lock.gone("records.note")
    bench.lock = bench.lock.purged(gone.id)
    assert {entry.status for entry in bench.lock.entries if entry.path.startswith("records.note")} == {"purged"}
    assert words(bench.apply(record("note", "one", state))) == ["Record type note is new"]
    fresh = bench.lock.active("records.note")
    assert fresh is not None and (fresh.stored, fresh.id) != (gone.stored, gone.id)
    assert fresh.stored == f"note_{fresh.id}"
    assert bench.line("records.note.one") == "records.note.one: … text length=200"  # the table is a new one


def test_a_column_of_a_link_is_a_name_too(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.apply(record("note", "one", "up: { type: link, to: note }"))
    bench.apply(record("note", "one"))
    bench.apply(record("note", "one", "up_id: { type: integer }"))
    assert bench.line("records.note.up_id") == "records.note.up_id: … integer as up_id_…"


def test_the_application_gets_its_stored_names(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.apply(
        {
            **record(
                "case",
                "topic",
                "fax",
                "firm: { type: link, to: firm }",
                "firms: { type: links, to: firm }",
                "scan: { type: file }",
                "level: { type: choice, of: [low, urgent] }",
            ),
            **record("firm", "name"),
            **record("old", "name", "case: { type: link, to: case }"),
        }
    )
    bench.apply(
        {
            "records/case.yaml": None,
            "records/old.yaml": None,
            **record(
                "ticket",
                "subject: { type: text, was: topic }",
                "level: { type: choice, of: { low: Low, high: { was: urgent } } }",
                more="was: case\n",
            ),
        }
    )
    app = name_stored(bench.app(), bench.lock)
    ticket = app.records["ticket"]
    assert ticket.table == "case"
    assert [(field.name, field.stored) for field in ticket.fields] == [("subject", "topic"), ("level", "level")]
    choices = ticket.fields[1].choices
    assert choices is not None and choices.stored == {"high": "urgent"}
    assert app.records["firm"].table == "firm"
    assert {**app.retired, "old": set(app.retired["old"])} == {
        "case": ("fax", "firm_id"),
        "case_firms": ("owner_id", "target_id"),
        "old": {"case_id", "name", *BUILT_IN},
    }


def test_a_set_of_links_and_a_record_type_never_share_a_table(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.apply({**record("a", "name"), **record("a_b", "name")})
    bench.apply({"records/a_b.yaml": None})
    bench.apply(record("a", "name", "b: { type: links, to: a }", "c: { type: links, to: a }"))
    bench.apply(record("a", "name"))
    bench.apply(record("a_c", "name"))
    tables = [entry.stored for entry in bench.lock.entries if entry.kind == "record"]
    tables += [f"a_{entry.stored}" for entry in bench.lock.entries if entry.kind.startswith("links")]
    assert len(tables) == len(set(tables)) == 5


def test_an_application_without_a_lock_is_as_it_is(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.write(record("note", "one"))
    app = bench.app()
    assert name_stored(app, Lock()) == app


def test_what_can_be_converted_is_what_the_runtime_converts() -> None:
    same = {("date", "date"), ("datetime", "datetime"), ("time", "time"), ("duration", "duration")}
    same |= {("yesno", "yesno"), ("integer", "integer"), ("text", "text")}
    assert pairs() - same == CONVERSIONS


LINES = f"{HEAD}records.a: abcdef record\nrecords.a.b: abcdeg text\n"


def test_a_lock_that_is_known_is_read_when_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_text(LINES, "utf-8")
    asked: list[str] = []

    def parse(text: str, file: str, shown: Path) -> Lock:
        asked.append(text)
        return parse_lock(text, file, shown)

    monkeypatch.setattr(lockfile, "parse_lock", parse)
    lock = read_lock(tmp_path, known=digest_of(LINES))
    assert (lock.text(), asked) == (LINES, [])
    assert lock.active("records.a.b") is not None
    assert (lock.text(), asked) == (LINES, [LINES])


def test_it_is_equal_to_one_that_was_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(LINES, "utf-8")
    unread, read = read_lock(tmp_path, known=digest_of(LINES)), read_lock(tmp_path, known=digest_of("other"))
    assert isinstance(unread.entries, Unread) and isinstance(read.entries, tuple)
    assert unread == read and read == unread
    assert unread.entries == read.entries
    assert hash(unread) == hash(read)
    assert unread != Lock((), read.file)
    assert replace(unread, entries=read.entries[:1]).text() == LINES.replace("records.a.b: abcdeg text\n", "")
