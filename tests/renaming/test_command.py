"""`portal rename` as people meet it: what it tells, and what it refuses in which words, so that nothing is written."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.renaming import RefusedError, plan_rename
from portal.__main__ import cli
from portal.pending import FILE, Pending
from portal.scratch import Change, replace_all
from tests.renaming.renaming import LOCK, Loaded, bytes_of


def run(home: Loaded, *words: str) -> Result:
    folder = home.specs.parent
    folders = {"--specs": "specs", "--out": "generated", "--extensions": "extensions", "--var": "var"}
    options = [each for name, path in folders.items() for each in (name, str(folder / path))]
    return CliRunner().invoke(cli, [*options, "rename", *words], catch_exceptions=False)


def refused(home: Loaded, *words: str) -> str:
    """The one line that says why; the specs are as they were."""
    before = bytes_of(home.specs)
    done = run(home, *words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert bytes_of(home.specs) == before
    return done.stderr


REFUSALS = {
    "bot vessel": "there is no record type, list of choices or mixin 'bot'; did you mean 'boat'? "
    "record types, lists of choices and mixins: berth, boat, person, level, post, attachments, comments, remarks",
    "boat.onwer keeper": "'boat' has no field, rule or set of records 'onwer'; did you mean 'owner'? fields, rules and "
    "sets of records: name, owner, berth, level, since, size, length, fee, paid, remark, written, attachments, …",
    "level.hihg top": "the list 'level' has no choice 'hihg'; did you mean 'high'? choices: low, high",
    "boat.size.lage big": "'boat.size' has no choice 'lage'; did you mean 'large'? choices: small, large, x-large",
    "boat.level.high top": "the choice 'high' of 'boat.level' stands in a list that 'berth.level' and 'boat.level' "
    "share; to rename it for all of them: portal rename choices.level.high NAME",
    "boat.remark note": "the field 'remark' of 'boat' comes from the mixin 'remarks', which 'berth' and 'boat' use; "
    "to rename it for all of them: portal rename mixins.remarks.remark NAME",
    "boat.attachments papers": "the mixin 'attachments' comes with the product; its names stay as they are",
    "boat.created born": "every record has 'created' from the product; it keeps its name",
    "office bureau": "'office' is a portal, and portals keep their keys; give it another 'label'",
    "boat.owner owner": "the field 'owner' of 'boat' is called so already",
    "boat.owner Keeper": "'Keeper' cannot be a name: a name has a-z, 0-9 and _, and begins with a letter; try 'keeper'",
    "boat.owner from": "'from' cannot be used in rules; try 'starts'",
    "boat.owner me": "a field cannot be called 'me', which means something else in rules; choose another name",
    "boat.owner all": "a field cannot be called 'all', which means something else in lists of fields; "
    "choose another name",
    "boat.owner updated": "every record has 'updated' already; remove it, or choose another name",
    "boat portal_boat": "the key of a record type cannot start with 'portal_'; choose another name",
    "boat.owner due": "'boat' has a rule 'due' already; choose another name",
    "boat.owner level": "'boat' has a field 'level' already; choose another name",
    "boat berth": "there is a record type 'berth' already; choose another name",
    "level.high low": "'level' has a choice 'low' already; choose another name",
    "level.high very?high": "'very?high' cannot be a choice: a choice is one word of letters, digits and _.+-",
    "remarks.remark since": "'berth' has a field 'since' already; choose another name",
}


def test_what_cannot_be_is_refused_in_words(harbour: Loaded) -> None:
    for words, told in REFUSALS.items():
        path, name = words.split()
        with pytest.raises(RefusedError) as reason:
            plan_rename(path, name, harbour.world, harbour.sources, harbour.lock)
        assert str(reason.value) == told


def test_a_refusal_is_one_line(harbour: Loaded) -> None:
    words = "portal: the field 'owner' of 'boat' is called so already. Nothing was written.\n"
    assert refused(harbour, "boat.owner", "owner") == words


def test_what_means_two_things_has_to_be_said_in_full(harbour: Loaded) -> None:
    (harbour.specs / "choices" / "boat.yaml").write_text("[owner, level]\n")
    words = "'boat.owner' means more than one thing; say records.boat.owner or choices.boat.owner"
    assert refused(harbour, "boat.owner", "keeper") == f"portal: {words}. Nothing was written.\n"


def test_a_place_that_cannot_be_followed_is_named(harbour: Loaded) -> None:
    assert refused(harbour, "boat.since", "from_when") == (
        "specs/mixins/remarks.yaml:5:31: 'since' also means the field berth.since here\n"
        "portal: the field 'since' of 'boat' cannot be renamed because of 1 place. Nothing was written.\n"
    )


def test_a_name_that_something_else_has_in_an_expression_is_a_problem(harbour: Loaded) -> None:
    """`any(b.level == level for b in boats)`: the second one would be the boat."""
    told = refused(harbour, "berth.level", "b")
    assert "error[E" in told and "records/berth.yaml:18:" in told
    assert told.endswith(
        "portal: with the field 'level' of 'berth' called 'b' the specs would have these problems. "
        "Nothing was written.\n"
    )


def test_the_name_of_something_retired_is_taken(harbour: Loaded) -> None:
    lock = harbour.specs / LOCK
    lock.write_text(
        lock.read_text() + "records.boat.keeper: abcdef text retired\nrecords.ship: abcdeg record retired\n"
    )
    assert refused(harbour, "boat.owner", "keeper") == (
        "portal: 'boat.keeper' was retired: its values are still in the database under this name. Put it back with "
        "'portal restore boat.keeper', remove it for good with 'portal purge boat.keeper', or choose another name. "
        "Nothing was written.\n"
    )
    assert "'ship' was retired" in refused(harbour, "boat", "ship")


def test_specs_with_problems_are_not_renamed(harbour: Loaded) -> None:
    file = harbour.specs / "records" / "boat.yaml"
    file.write_text(file.read_text().replace("rows: ours", "rows: ourz"))
    told = refused(harbour, "boat.owner", "keeper")
    assert "records/boat.yaml:45:" in told and "did you mean 'ours'?" in told
    assert told.endswith("portal: the specs have problems; rename when they have none. Nothing was written.\n")


def test_an_interrupted_apply_comes_first(harbour: Loaded) -> None:
    var = harbour.specs.parent / "var"
    var.mkdir()
    (var / FILE).write_text(json.dumps({field.name: "" for field in fields(Pending)}))
    assert refused(harbour, "boat.owner", "keeper") == (
        "portal: an apply was interrupted; finish it first: portal apply. Nothing was written.\n"
    )


def test_it_tells_every_file_and_what_people_notice(harbour: Loaded) -> None:
    extensions = harbour.specs.parent / "extensions"
    extensions.mkdir()
    (extensions / "boat.py").write_text("# the owner pays\nowners = 1\nprint(boat.owner.name)\n")
    done = run(harbour, "boat.owner", "keeper")
    assert (done.exit_code, done.stdout) == (
        0,
        "specs/demo/boat.yaml: 1 place\nspecs/portals/office.yaml: 1 place\nspecs/records/berth.yaml: 2 places\n"
        "specs/records/boat.yaml: 12 places\nspecs/spec.lock.yaml: the identity moved along\n",
    )
    assert done.stderr == (
        "The field 'owner' of 'boat' is called 'keeper' now, in 16 places of 4 files.\n"
        "The label of 'boat.keeper' is 'Keeper' now, after the name; to keep the old one write label: Owner\n"
        f"Not edited: these lines of {extensions}/ mention 'owner'; look at them yourself:\n"
        f"  {extensions}/boat.py:1: # the owner pays\n"
        f"  {extensions}/boat.py:3: print(boat.owner.name)\n"
        "Next: portal apply. The database keeps its names, so no row changes.\n"
    )


def test_files_of_a_record_type_move(harbour: Loaded) -> None:
    done = run(harbour, "berth", "mooring_place")
    assert done.exit_code == 0, done.stderr
    assert "specs/demo/berth.yaml is now specs/demo/mooring_place.yaml\n" in done.stdout
    assert "specs/records/berth.yaml is now specs/records/mooring_place.yaml: 1 place\n" in done.stdout
    assert "Its web address ends in /mooring-places/ now, no longer in /berths/.\n" in done.stderr
    files = bytes_of(harbour.specs)
    assert "records/berth.yaml" not in files and "records/mooring_place.yaml" in files
    assert not [name for name in files if name.endswith(".new")]


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    (tmp_path / "taken" / "inside").mkdir(parents=True)
    with pytest.raises(OSError):
        replace_all([Change(one, tmp_path / "new", b"a", b"A"), Change(two, tmp_path / "taken", b"b", b"B")])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "taken", "two"]
    assert (one.read_text(), two.read_text()) == ("a", "b")
