""" "Did you mean": how often the name that was meant is the one suggested, over all slips of one letter."""

from collections.abc import Iterator
from pathlib import Path

from generator.reading import read_spec
from generator.suggestion import closest, did_you_mean
from tests.messages.test_messages import SOUND

SHORTEST = 3
"""Two letters, one of them wrong, leave nothing to go by."""
SHIPPED = Path(__file__).parents[2] / "specs"


def lists_of_names(specs: Path) -> Iterator[list[str]]:
    """The names among which one is meant: record types, portals, each record type's fields, each list's choices."""
    spec, _, _ = read_spec(specs)
    assert spec is not None
    yield [*spec.records]
    yield [*spec.portals]
    yield [*spec.choices]
    for record in spec.records.values():
        yield [*map(str, record.fields), *map(str, record.rules)]
    for choices in spec.choices.values():
        yield [str(choice) for choice, _ in choices.options]
    for portal in spec.portals.values():
        yield [*map(str, portal.menu)]


def slips(name: str) -> Iterator[str]:
    """One letter left out, typed twice, exchanged with the next one, or replaced by another one, at every place."""
    for index, letter in enumerate(name):
        rest = name[index + 1 :]
        yield name[:index] + rest
        yield name[:index] + letter * 2 + rest
        yield name[:index] + rest[:1] + letter + rest[1:]
        yield name[:index] + ("x" if letter != "x" else "y") + rest


def test_at_least_95_percent_of_all_slips_are_understood() -> None:
    right = wrong = 0
    for specs in (SOUND, SHIPPED):
        for names in lists_of_names(specs):
            for name in names:
                for slip in {*slips(name)} - {*names} if len(name) >= SHORTEST else ():
                    if closest(slip, names) == name:
                        right += 1
                    else:
                        wrong += 1
    assert right + wrong > 10_000
    assert right / (right + wrong) >= 0.95


def test_nothing_is_suggested_where_nothing_is_similar() -> None:
    assert closest("colour", ["number", "account", "subject"]) is None
    assert closest("x" * 20_000, ["number"]) is None
    assert did_you_mean("colour", ["number", "account"], "fields") == "fields: number, account"
    assert did_you_mean("colour", [], "fields") == "there are no fields"


def test_a_long_list_is_cut() -> None:
    names = [f"field_{letter}" for letter in "abcdefghijklmnop"]
    assert did_you_mean("nothing", names, "fields") == f"fields: {', '.join(names[:12])}, …"
