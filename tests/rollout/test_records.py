"""What a rollout leaves in var: the history, the way back, the lock of the change under way, hashes of a plan."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from portal.basis import Basis, differences
from portal.folders import Folders
from portal.generations import Event, Outcome, read_events, remember, trail
from portal.pending import Pending, join_locks
from portal.refusal import RefusalError
from portal.turn import take_turn
from tests.sites.place import ROOT


def event(did: str, generation: str, before: str | None = None, outcome: Outcome = "done") -> Event:
    return Event("2031-05-04T10:00:00+00:00", did, outcome, generation, before, "ada")  # type: ignore[arg-type]


def test_rollbacks_go_one_further_back_each_and_an_apply_goes_forward() -> None:
    events = [event("apply", "a"), event("apply", "b", "a"), event("apply", "c", "b")]
    assert trail(events) == ["a", "b", "c"]
    events.append(event("rollback", "b", "c"))
    assert trail(events) == ["a", "b"]
    assert trail([*events, event("rollback", "a", "b")]) == ["a"]
    assert trail([*events, event("apply", "c", "b")]) == ["a", "b", "c"]


def test_what_was_refused_or_failed_is_no_way_back() -> None:
    assert trail([event("apply", "a"), event("apply", "b", "a", "failed"), event("apply", "c", "a", "refused")]) == [
        "a"
    ]


def test_a_site_from_before_there_was_a_history_can_go_back_to_what_it_served() -> None:
    assert trail([event("apply", "b", "a")]) == ["a", "b"]


def test_nothing_leads_back_over_a_purge() -> None:
    assert trail([event("apply", "a"), event("apply", "b", "a"), event("purge", "c", "b")]) == ["c"]


def test_a_line_of_the_history_that_was_cut_off_is_passed_over(tmp_path: Path) -> None:
    remember(tmp_path, event("apply", "a"))
    whole = (tmp_path / "generations.jsonl").read_bytes()
    (tmp_path / "generations.jsonl").write_bytes(whole + whole[: len(whole) // 2])
    remember(tmp_path, event("apply", "b", "a"))
    assert [each.generation for each in read_events(tmp_path)] == ["a", "b"]


def test_two_changes_at_once(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from portal.turn import take_turn\n"
    code += "with take_turn(Path(sys.argv[1]), 'apply'): print('mine', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdin=-1, stdout=-1, text=True, start_new_session=True
    )
    assert other.stdout is not None
    other.stdout.readline()
    refused = rf"another portal apply \(process {other.pid}, since .* is at work"
    with pytest.raises(RefusalError, match=refused), take_turn(tmp_path, "rollback"):
        pass
    other.kill()
    other.communicate()
    with take_turn(tmp_path, "rollback"):  # a kill lets go of it
        pass


def test_the_lock_to_be_is_written_over_the_one_it_was_made_from_and_joined_with_any_other() -> None:
    head = "# head\n"
    before, after = f"{head}a: 1 record\n", f"{head}a: 1 record\nb: 2 text\n"
    begun = Pending("apply", "x", None, "ada", after, before)
    assert join_locks(begun, before) == after
    assert join_locks(begun, after) == after
    assert join_locks(begun, f"{head}a: 1 record\nc: 3 date\n") == f"{head}a: 1 record\nb: 2 text\nc: 3 date\n"


def test_what_changed_since_a_plan_is_named() -> None:
    folders = Folders(Path("specs"), Path("generated"), Path("extensions"), None)
    planned = Basis({"a.yaml": "1", "b.yaml": "1"}, "1", {}, {"tool": "1", "member": "1"}, "old", "new")
    assert differences(planned, planned, folders) == []
    found = Basis({"a.yaml": "2", "c.yaml": "1"}, "2", {"tool.py": "1"}, {"tool": "2"}, "other", "newer")
    assert differences(planned, found, folders) == [
        "specs/a.yaml has changed",
        "specs/b.yaml is gone",
        "specs/c.yaml is new",
        "extensions/tool.py is new",
        "specs/spec.lock.yaml has changed",
        "the table member is gone in the database",
        "the table tool has changed in the database",
        "generation other is served, then it was old",
    ]
    upgraded = Basis(planned.specs, "1", {}, planned.tables, "old", "newer")
    assert differences(planned, upgraded, folders) == [
        "Portalwright itself has changed, and would generate other files"
    ]
