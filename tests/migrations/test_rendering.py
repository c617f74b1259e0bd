"""Revisions as the generator writes them: the same for the same change, one after the other, never written twice."""

import ast
from collections.abc import Mapping
from pathlib import Path

from generator.app import Constant
from generator.changes import operations as changes
from generator.changes.operations import Column, Fill, Option
from generator.render.migrations import render_revisions
from generator.write import Edit, compare, digests_of, find_edits, manifest, read_history, write
from runtime.migrations.graph import ahead, open_graph
from tests.migrations.world import AT, NOBODY

SUBJECT = Column("ticket", "subject", "text")
SEVERITY = Column("ticket", "severity", "choice", options=(Option("high", "High", "high"),))
PHONE = changes.AddField(AT, "ticket", "phone", Column("ticket", "phone", "phone"))
AMOUNT = changes.AddField(AT, "ticket", "amount", Column("ticket", "amount", "money", places=2))


def test_the_first_one_is_empty() -> None:
    ((path, content),) = render_revisions((), NOBODY, {}).items()
    assert path.startswith("migrations/0001_")
    assert b"OPERATIONS: tuple[M.Operation, ...] = ()" in content


def test_a_revision_reads_like_this() -> None:
    fill = Fill(Constant(3), "3", "default")
    operations: list[changes.Operation] = [
        changes.AddField(AT, "ticket", "urgency", Column("ticket", "urgency", "integer"), True, fill),
        changes.MergeChoice(AT, "severity", "urgent", "high", "urgent", "high", (SEVERITY,)),
    ]
    *_, content = render_revisions(operations, NOBODY, {}).values()
    text = content.decode()
    assert '"""Field urgency of ticket is new; Choice urgent of severity becomes high."""' in text
    assert '    M.AddColumn("ticket", "urgency", "integer"),\n' in text
    assert '    M.Fill("ticket", "urgency", "integer", 3, at="specs/records/ticket.yaml:12", required=True),\n' in text
    assert '    M.MergeChoice("ticket", "severity", "urgent", "high", at="specs/records/ticket.yaml:12"),\n' in text
    ast.parse(text)


def test_what_means_nothing_to_a_database_is_no_revision() -> None:
    renamed = changes.RenameField(AT, "ticket", "topic", SUBJECT, "subject")
    assert len(render_revisions([renamed], NOBODY, {})) == 1


def test_it_is_the_same_whoever_writes_it_and_never_written_twice() -> None:
    begun = render_revisions((), NOBODY, {})
    once = render_revisions([PHONE], NOBODY, begun)
    assert once == render_revisions([PHONE], NOBODY, begun)
    assert render_revisions([PHONE], NOBODY, once) == once  # the lock was not written any more
    assert {path: once[path] for path in begun} == begun


def test_two_branches_are_joined_by_the_next_one(tmp_path: Path) -> None:
    begun = render_revisions((), NOBODY, {})
    one, other = render_revisions([PHONE], NOBODY, begun), render_revisions([AMOUNT], NOBODY, begun)
    merged = {**one, **other}
    write(tmp_path / "generated", merged)
    graph = open_graph(tmp_path)
    assert graph is not None
    assert len(graph.get_heads()) == 2
    assert len(ahead(graph, ())) == 3
    index = changes.AddIndex(AT, "ticket", "subject", SUBJECT)
    write(tmp_path / "generated", render_revisions([index], NOBODY, read_history(tmp_path / "generated")))
    joined = open_graph(tmp_path)
    assert joined is not None
    assert len(joined.get_heads()) == 1
    assert len(ahead(joined, ())) == 4


def edits_of(folder: Path, files: Mapping[str, bytes]) -> list[Edit]:
    return find_edits(compare(folder, files), files)


def test_a_revision_that_was_edited_or_deleted_is_told(tmp_path: Path) -> None:
    files = render_revisions([PHONE], NOBODY, {})
    write(tmp_path, files)
    assert edits_of(tmp_path, files) == []
    assert b"migrations/0002" in manifest(digests_of(files))
    path = max(files)
    (tmp_path / path).write_bytes(files[path] + b"# mine\n")
    (edit,) = edits_of(tmp_path, {**files, **read_history(tmp_path)})
    assert edit.diff == f"{path} was edited by hand; databases have run it: restore it from version control\n"
    (tmp_path / path).unlink()
    (edit,) = edits_of(tmp_path, read_history(tmp_path))
    assert edit.diff == f"{path} was deleted; databases have run it: restore it from version control\n"
    assert edits_of(tmp_path, files) == []  # the servers' folder still has it
