"""The store of compiled statements: whoever asks, in whatever order and at once, runs their own and no other."""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from runtime.declarations.access import EVERYTHING, Access
from runtime.scope import BadQuery, ListQuery, Reader, ScopeError, Scopes
from runtime.scope.shape import Made, Shapes
from tests.scope.conftest import NOON, Marina
from tests.scope.marina import MARINA

PEOPLE = ("ada", "bob", "gus", "wes")
THREADS = 4
Question = Callable[[Reader], object]
Asked = tuple[str, str]
"""A statement as it reached the driver, and its parameters."""


class CarelessShapes(Shapes):
    """What the test must find: statements kept without telling portals, roles and generations apart."""

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        assert isinstance(key, tuple)
        return super().get(key[3:], make)


@dataclass
class Heard:
    """What each person ran, by the thread that asked for them."""

    who: dict[int, str] = field(default_factory=dict)
    ran: list[tuple[str, Asked]] = field(default_factory=list)

    def note(self, _connection: object, _cursor: object, statement: str, values: object, *_rest: object) -> None:
        self.ran.append((self.who[threading.get_ident()], (statement, repr(values))))


def questions(marina: Marina) -> dict[str, Question]:
    """All kinds, about all record types; each makes at least one statement for somebody."""
    found: dict[str, Question] = {}
    for key in MARINA.records:
        ids = [marina.ids[name] for name in sorted(marina.ids) if name[0] in "bgtac"][:6]
        found[f"list {key}"] = lambda ask, key=key: ask.page(ListQuery(key))  # type: ignore[misc]
        found[f"sort {key}"] = lambda ask, key=key: ask.page(ListQuery(key, sort="-name", size=1))  # type: ignore[misc]
        found[f"search {key}"] = lambda ask, key=key: ask.page(ListQuery(key, q="a", size=2))  # type: ignore[misc]
        found[f"export {key}"] = lambda ask, key=key: list(ask.export(ListQuery(key)))  # type: ignore[misc]
        for record in ids:
            about = (key, record)
            found[f"record {about}"] = lambda ask, about=about: ask.record(*about)  # type: ignore[misc]
            found[f"permits {about}"] = lambda ask, about=about: ask.permits(*about)  # type: ignore[misc]
            found[f"related {about}"] = lambda ask, about=about: ask.related(*about)  # type: ignore[misc]
    for name in ("boat", "berth", "warden"):
        found[f"options {name}"] = lambda ask, name=name: ask.options("booking", name, {})  # type: ignore[misc]
        found[f"few options {name}"] = lambda ask, name=name: ask.few_options("booking", [name], {}, limit=9)  # type: ignore[misc]
        found[f"allowed {name}"] = lambda ask, name=name: sorted(  # type: ignore[misc]
            ask.allowed("booking", {}, {name: [1001, 1002, 1003]})[name]
        )
    found["coming"] = lambda ask: ask.page(ListQuery("booking", view="coming"))
    found["file"] = lambda ask: ask.file("boat", marina.ids["gull"], 77)
    return found


def answer(question: Question, reader: Reader) -> str:
    try:
        return repr(question(reader))
    except (BadQuery, ScopeError, LookupError, AttributeError) as error:
        return repr(error)


@contextmanager
def heard(marina: Marina) -> Iterator[Heard]:
    noted = Heard()
    event.listen(marina.engines.read, "before_cursor_execute", noted.note)
    try:
        yield noted
    finally:
        event.remove(marina.engines.read, "before_cursor_execute", noted.note)


@pytest.fixture(scope="module")
def alone(marina: Marina) -> dict[str, tuple[set[Asked], dict[str, str]]]:
    """What each person runs and is told where nobody else has ever asked."""
    found = {}
    for person in PEOPLE:
        reader = Scopes(MARINA, marina.engines).reader(marina.people[person], moment=NOON)
        with heard(marina) as noted:
            noted.who[threading.get_ident()] = person
            answers = {name: answer(question, reader) for name, question in questions(marina).items()}
        found[person] = {asked for _person, asked in noted.ran}, answers
    return found


def wrongs(marina: Marina, alone: Any, shapes: Shapes, orders: list[list[tuple[str, str]]]) -> list[str]:
    """What went wrong when several asked at once: statements that are not the person's own, and wrong answers."""
    scopes, asked_for = Scopes(MARINA, marina.engines, shapes), questions(marina)
    start, found = threading.Barrier(len(orders)), []

    def ask(noted: Heard, order: list[tuple[str, str]]) -> None:
        start.wait()
        for person, name in order:
            noted.who[threading.get_ident()] = person
            told = answer(asked_for[name], scopes.reader(marina.people[person], moment=NOON))
            if told != alone[person][1][name]:
                found.append(f"{person} was told otherwise: {name}")

    with heard(marina) as noted:
        threads = [threading.Thread(target=ask, args=(noted, order)) for order in orders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert noted.ran
    return [*found, *(f"{person} ran {asked}" for person, asked in noted.ran if asked not in alone[person][0])]


def orders(names: list[str]) -> st.SearchStrategy[list[list[tuple[str, str]]]]:
    """For each thread, who asks what, one after another; so that somebody is first with each question by chance."""
    one = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(names))
    return st.lists(st.lists(one, min_size=5, max_size=25), min_size=THREADS, max_size=THREADS)


def test_roles_differ_in_what_they_run(alone: Any) -> None:
    """Else the tests below could tell nothing."""
    for role, other in (("ada", "gus"), ("gus", "wes"), ("wes", "ada")):
        own = {statement for statement, _values in alone[role][0]}
        assert len(own - {statement for statement, _values in alone[other][0]}) > 20
    assert alone["ada"][0] != alone["bob"][0]  # the same statements, other parameters


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nobody_runs_anothers_statement(marina: Marina, alone: Any, data: st.DataObject) -> None:
    drawn = data.draw(orders(sorted(questions(marina))))
    capacity = data.draw(st.sampled_from([3, 50, 2000]))
    assert not wrongs(marina, alone, Shapes(capacity), drawn)


def test_all_ask_everything_at_once(marina: Marina, alone: Any) -> None:
    """Each person in a thread, each beginning elsewhere; twice, so that all that was kept is used."""
    names = sorted(questions(marina))
    turned = [names[place * 7 :] + names[: place * 7] for place in range(len(PEOPLE))]
    everything = [[(person, name) for name in order] for person, order in zip(PEOPLE, turned, strict=True)]
    shapes = Shapes()
    for _ in range(2):
        assert not wrongs(marina, alone, shapes, everything)


def test_a_store_that_does_not_tell_roles_apart_is_found(marina: Marina, alone: Any) -> None:
    one_after_another = [[(person, name) for name in sorted(questions(marina)) for person in PEOPLE]]
    found = wrongs(marina, alone, CarelessShapes(), one_after_another)
    assert any("was told otherwise" in wrong for wrong in found)
    assert any(" ran " in wrong for wrong in found)


@pytest.mark.parametrize(("generation", "seen"), [("later", 3), ("", 2)])
def test_generations_are_told_apart_by_their_names(marina: Marina, generation: str, seen: int) -> None:
    """Two generations of a site may share a store: a statement of the earlier one never runs for the later."""
    shapes, boat = Shapes(), MARINA.records["boat"]
    opened = replace(boat, access={**boat.access, "quay": replace(boat.access["quay"], rows=EVERYTHING)})
    later = replace(MARINA, records={**MARINA.records, "boat": opened}, generation=generation)
    ada, everything = marina.people["ada"], ListQuery("boat")
    assert isinstance(boat.access["quay"], Access)
    assert Scopes(MARINA, marina.engines, shapes).reader(ada, moment=NOON).page(everything).count == 2
    assert Scopes(later, marina.engines, shapes).reader(ada, moment=NOON).page(everything).count == seen
