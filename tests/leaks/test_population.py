"""The worlds of the oracle: complete, full of canaries, the same again, and expected as the product answers."""

import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from generator.pipeline import generate
from leaks.canaries import WORD, found_in, texts_of
from leaks.expectation import Expectation
from leaks.moving import is_open, is_ready, own_moves
from leaks.population import build_world, coverage, vary
from leaks.world import TENANTS, Cell, Rows, World, files_of
from tests.servers.postgres import Postgres
from tests.sites.place import ROOT, Place, make_place

SITES = {
    "shipped": ROOT / "specs",
    "observatory": ROOT / "tests/businesses/observatory/specs",
    "language": ROOT / "tests/fixtures/language/specs",
}
DEPOT = ROOT / "tests/leaks/depot"
MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)
SEED = 3
NEVER = {
    "shipped": {
        "customer.user invoice",  # for managers and finance only
        "partner.user invoice",
        "partner.manager invoice",
        *(
            f"staff.{role} order_item" for role in ("agent", "sales", "hr", "finance", "admin")
        ),  # as orders: all or none
        "staff.finance time_card",  # they see what is approved: nothing that waits for approval
        *(  # of records of which they see all
            f"staff.{role} {record}_{said}"
            for role in ("agent", "sales", "finance", "admin")
            for record in ("ticket", "return_request", "lead")
            for said in ("comment", "note")
        ),
        "employee employee",  # a change of their own data under a condition that not everybody's fulfil
    },
    "observatory": {
        *(f"astronomer.{role} user" for role in ("leader", "member")),  # students choose a mentor, for themselves
        *(f"control.{role} dataset" for role in ("operator", "scheduler")),  # as nights: all
    },
    "language": set(),
}
"""What no world can have, and what not every one has."""


@cache
def world_of(site: str, seed: int = SEED) -> World:
    app = generate(SITES.get(site, DEPOT)).app
    assert app is not None
    return build_world(app, seed, MOMENT)


@pytest.mark.parametrize("site", SITES)
def test_somebody_of_each_tenant_is_in_each_role(site: str) -> None:
    world = world_of(site)
    people = {(person.portal, person.role, person.tenant) for person in world.people}
    wanted = {
        (portal.key, role, tenant)
        for portal in world.app.portals.values()
        for role in (portal.roles or ("",))
        for tenant in TENANTS
    }
    assert wanted <= people, world.notes
    assert not world.notes
    emails = Counter((person.portal, person.email) for person in world.people)
    assert set(emails.values()) == {1}


@pytest.mark.parametrize("site", SITES)
def test_every_rule_holds_and_fails_for_everybody(site: str) -> None:
    """As far as it can: what is missing is said."""
    missing = {words.split(": no ")[0].split(" of tenant")[0] + " " + words.split(": no ")[1].split()[0]
               for words in coverage(world_of(site))}  # fmt: skip
    assert missing <= NEVER[site]


def test_every_move_is_open_and_not_for_whoever_may_make_it() -> None:
    """Each part of what must be so fails somewhere by itself; `lose` never waits for what follows from it."""
    world = world_of("depot")
    missing = {words.partition(": no ")[2] for words in coverage(world)}
    assert missing == {"parcel is visible where what is not ready for lose holds"}
    for person in world.people:
        who = Expectation(world, person)
        for move in own_moves(who, "parcel"):
            keys = sorted(who.rows("parcel"))
            outcomes = {is_open(who, "parcel", key, move) for key in keys}
            assert outcomes == {True, False}, (person, move.name)
            if move.not_by:
                assert any(is_ready(who, "parcel", key, move) and not is_open(who, "parcel", key, move) for key in keys)


def test_what_is_noticed_of_a_move_is_whether_it_is_open() -> None:
    world = world_of("depot")
    person = next(each for each in world.people if each.portal == "sender")
    who = Expectation(world, person)
    recall = next(move for move in own_moves(who, "parcel") if move.name == "recall")
    key = next(key for key in sorted(who.rows("parcel")) if is_open(who, "parcel", key, recall))
    assert not who.sees("parcel", key, "watched")
    after = changed(world, "parcel", key, "watched", True)
    assert not who.same_as(Expectation(after, person))


@pytest.mark.parametrize("site", SITES)
def test_canaries_tell_one_value(site: str) -> None:
    """A word stands in one cell, unless a computed field copies it."""
    world = world_of(site)
    computed = {
        (key, field.name) for key, record in world.app.records.items() for field in record.fields if field.formula
    }
    words: Counter[str] = Counter()
    for record, rows in world.rows.items():
        for row in rows.values():
            for name, value in row.items():
                if (record, name) not in computed:
                    words.update(found for text in texts_of(value) for found in set(WORD.findall(text)))
    assert len(words) > 300
    assert set(words.values()) == {1}
    assert words.keys() <= world.canaries.keys()
    ids = {str(key) for rows in world.rows.values() for key in rows}
    assert ids <= world.canaries.keys()
    for text, (record, key, name) in world.canaries.items():
        assert text in "\n".join(texts_of(world.rows[record][key][name]))


@pytest.mark.parametrize("site", SITES)
def test_nearly_every_value_that_can_is_a_canary(site: str) -> None:
    world = world_of(site)
    told = set(world.canaries.values())
    kinds = ("text", "longtext", "richtext", "email", "phone", "url", "address", "file", "files", "image")
    cells = [
        (key, row_id, field.name)
        for key, record in world.app.records.items()
        for field in record.fields
        if field.kind in kinds and not field.formula
        for row_id, row in world.rows[key].items()
        if row[field.name]
    ]
    assert len(set(cells) & told) > 0.97 * len(cells)


def test_the_same_seed_makes_the_same_world() -> None:
    one = world_of("observatory")
    same, other = (build_world(one.app, seed, MOMENT) for seed in (SEED, SEED + 1))
    assert plain(one.rows) == plain(same.rows)
    assert (one.people, one.canaries) == (same.people, same.canaries)
    assert plain(one.rows) != plain(other.rows)


def test_what_is_visible_is_no_leak() -> None:
    world = world_of("observatory")
    for person in world.people:
        expected = Expectation(world, person)
        hidden, shown = expected.hidden(), []
        for record in world.app.records:
            for key in expected.rows(record):
                shown.append(expected.title(record, key))
                for name, field in expected.fields[record].items():
                    if expected.sees(record, key, name) and field.target is None:
                        shown += texts_of(world.rows[record][key][name])
        assert not hidden & found_in("\n".join(shown), world.canaries), person
        assert hidden.issuperset(
            str(key) for record, rows in world.rows.items() for key in rows.keys() - expected.rows(record)
        )


@pytest.mark.parametrize("site", SITES)
def test_a_variation_changes_most_of_what_is_hidden_and_nothing_else(site: str) -> None:
    world = world_of(site)
    for person in world.people[:: len(world.people) // 2]:
        expected, after = Expectation(world, person), vary(world, person, SEED)
        assert expected.same_as(Expectation(after, person))
        hidden = changed = 0
        for record, rows in world.rows.items():
            for key, row in rows.items():
                for name, value in row.items():
                    if name == "id":
                        continue
                    now = after.rows[record].get(key, {}).get(name, "gone")
                    if expected.sees(record, key, name):
                        assert now == value or expected.fields[record][name].target, (person, record, name)
                    else:
                        hidden += 1
                        changed += now != value
        assert changed > 0.6 * hidden
        assert all(before <= 1.2 * len(after.canaries) for before in [len(world.canaries)])


def test_a_visible_change_is_noticed() -> None:
    """The comparison would be worth nothing if it were always satisfied."""
    world = world_of("language")
    person = world.people[0]
    expected = Expectation(world, person)
    for record in world.app.records:
        for key in sorted(expected.rows(record))[:2]:
            for name, value in world.rows[record][key].items():
                if name != "id" and isinstance(value, str) and expected.sees(record, key, name):
                    after = changed(world, record, key, name, value + "!")
                    assert not expected.same_as(Expectation(after, person)), (record, name)
    foreign = next(iter(world.rows["ticket"].keys() - expected.rows("ticket")))
    me = world.rows["contact"][person.person_id]
    assert not expected.same_as(Expectation(changed(world, "ticket", foreign, "account", me["account"]), person))


@pytest.mark.parametrize("site", ["shipped", "language"])
def test_the_product_answers_as_expected(site: str, tmp_path: Path) -> None:
    """Rows, cells, titles, permits, options and files, for everybody; and nothing changes with what is hidden."""
    compare_answers(make_place(SITES[site], tmp_path))


def test_the_product_answers_as_expected_on_postgresql(tmp_path: Path, postgres_server: Postgres) -> None:
    with postgres_server.database() as url:
        compare_answers(make_place(SITES["language"], tmp_path, url))


@pytest.mark.soak
@pytest.mark.parametrize("seed", [SEED, *range(10, 16)])
@pytest.mark.parametrize("site", ["shipped", "observatory"])
def test_the_product_answers_as_expected_by_other_seeds(site: str, seed: int, tmp_path: Path) -> None:
    compare_answers(make_place(SITES[site], tmp_path), seed)


def compare_answers(place: Place, seed: int = SEED) -> None:
    place.build(demo=False)
    address = [place.database_url] if place.database_url else []
    command = [sys.executable, "-m", "tests.leaks.answers", str(place.specs), str(place.var), str(seed), *address]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["differences"] == []
    assert found["varied"] == []
    assert found["untold"] > 50
    assert found["cells"] > 5_000
    assert found["hidden"] > 20


def changed(world: World, record: str, key: int, name: str, value: Cell) -> World:
    rows: Rows = {**world.rows, record: {**world.rows[record], key: {**world.rows[record][key], name: value}}}
    return World(world.app, rows, world.people, world.canaries, world.moment)


def plain(rows: Rows) -> list[object]:
    """With the bytes of files."""
    return [
        (record, key, name, [(file.id, file.name, file.content) for file in files_of(value)] or value)
        for record, of_type in rows.items()
        for key, row in of_type.items()
        for name, value in row.items()
    ]
