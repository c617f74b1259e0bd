"""What a world should hold, so that each person sees every rule hold and fail; and what of it is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.app import Access, App, Record
from generator.expressions.tree import All, Node
from generator.workflow import Do, Move
from leaks.drafting import Draft
from leaks.facts import Facts, Here
from leaks.guards import follows_of, from_state, guard_of, in_time, unready_of
from leaks.meaning import Given, Meaning
from leaks.moving import all_moves
from leaks.searching import Search
from leaks.stepping import Wanted, one_way
from leaks.world import EVERYTHING, PARENT, Person, access_of

ROUNDS = 2
TRIES = 5
BY_OWNER = "sees(parent)"
OPEN, FROM, IN_TIME = "move ", "state before ", "time of "
FOLLOWED, UNREADY = "what follows from ", "what is not ready for "
"""Begin the names of what may be so for a move: it is open, or a part of that; others would move too; they cannot."""
OF_OWNER = " of its owner"
"""Follows the name of a rule of lines: only whether their owner is seen. Where every owner is, there is none."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A row of the type of which each rule is as told; `rules` are names, the last one is what it is about."""

    person: Person
    record: str
    rules: tuple[tuple[str, bool], ...]

    @property
    def words(self) -> str:
        role = f".{self.person.role}" if self.person.role else ""
        rule, holds = self.rules[-1]
        what = "visible" if len(self.rules) == 1 and holds else "invisible" if len(self.rules) == 1 else ""
        what = what or f"visible where {rule} {'holds' if holds else 'fails'}"
        return f"{self.person.portal}{role} of tenant {self.person.tenant}: no {self.record} is {what}"


def goals_of(app: App, person: Person) -> Iterator[Goal]:
    for record in app.records.values():
        access = access_of(record, person.portal, person.role)
        if access is None or access.rows is None:
            continue
        row = row_rule(record, person)
        if row:
            yield Goal(person, record.key, row)
            yield Goal(person, record.key, ((access.rows, False),))
        if row and has_own_rows(record, access):
            yield Goal(person, record.key, ((f"{access.rows}{OF_OWNER}", True), (access.rows, False)))
        for rule in _conditions(access):
            yield Goal(person, record.key, (*row, (rule, True)))
            yield Goal(person, record.key, (*row, (rule, False)))
        for move in moves_for(record, person):
            yield from _of_move(person, record, (*row, (f"{OPEN}{move.name}", True)), move)
            before = (*row, (f"{FROM}{move.name}", True))
            if move.when is not None and move.when != access.rows:
                yield Goal(person, record.key, (*before, (move.when, False)))
            if move.within is not None:
                late = (f"{IN_TIME}{move.name}", False)
                yield Goal(person, record.key, (*before, *(((move.when, True),) if move.when else ()), late))


def has_own_rows(record: Record, access: Access) -> bool:
    """Whether it is a line of which fewer are seen than its owner has."""
    return record.parent is not None and access.origins["rows"].rule != BY_OWNER


def _conditions(access: Access) -> tuple[str, ...]:
    rules = [grant.when for grant in (*access.see, *access.edit)] + [access.delete]
    return tuple(dict.fromkeys(rule for rule in rules if rule not in (None, EVERYTHING, access.rows)))


def _of_move(person: Person, record: Record, is_open: tuple[tuple[str, bool], ...], move: Move) -> Iterator[Goal]:
    yield Goal(person, record.key, is_open)
    if any(isinstance(each, Do) for each in move.then):
        yield Goal(person, record.key, (*is_open, (f"{UNREADY}{move.name}", True)))
        yield Goal(person, record.key, (*is_open, (f"{UNREADY}{move.name}", False), (f"{FOLLOWED}{move.name}", True)))


def row_rule(record: Record, person: Person) -> tuple[tuple[str, bool], ...]:
    """That the row is seen, where not every row is."""
    access = access_of(record, person.portal, person.role)
    is_ruled = access is not None and access.rows not in (None, EVERYTHING, PARENT)
    return ((access.rows, True),) if access is not None and access.rows is not None and is_ruled else ()


def moves_for(record: Record, person: Person) -> Iterator[Move]:
    actors = {person.portal, f"{person.portal}.{person.role}"}
    return (move for move in all_moves(record) if not actors.isdisjoint(move.by))


class Goals:
    """Judges goals over rows as they now are."""

    def __init__(self, app: App, facts: Facts, moment: datetime) -> None:
        self._app, self._facts, self._moment = app, facts, moment
        self._zone = ZoneInfo(app.site.time_zone)
        self._trees = {
            (key, rule.name): rule.expression.tree for key, record in app.records.items() for rule in record.rules
        }
        for (key, rule), tree in tuple(self._trees.items()):
            if app.records[key].parent and isinstance(tree, All):
                self._trees[key, f"{rule}{OF_OWNER}"] = tree.parts[0]

        for key, record in app.records.items():
            for move in all_moves(record):
                self._trees[key, f"{OPEN}{move.name}"] = guard_of(app, record, move)
                self._trees[key, f"{FROM}{move.name}"] = from_state(app, record, move)
                self._trees[key, f"{IN_TIME}{move.name}"] = in_time(app, record, move)
                self._trees[key, f"{FOLLOWED}{move.name}"] = follows_of(app, record, move)
                self._trees[key, f"{UNREADY}{move.name}"] = unready_of(app, record, move)

    def given(self, person: Person) -> Given:
        me = Here(person.record, person.person_id)
        return Given(self._moment, self._zone, me, person.role or None, person.portal)

    def belongs(self, person: Person) -> bool:
        """Whether they may log in."""
        where = self._app.portals[person.portal].where
        me = Here(person.record, person.person_id)
        return where is None or Meaning(self._facts, self.given(person)).holds(self._trees[me.record, where], this=me)

    def conditions(self, goal: Goal) -> tuple[tuple[Node, bool], ...]:
        known = ((self._trees.get((goal.record, rule)), holds) for rule, holds in goal.rules)
        return tuple((tree, holds) for tree, holds in known if tree is not None)

    def is_met(self, goal: Goal) -> bool:
        meaning, conditions = Meaning(self._facts, self.given(goal.person)), self.conditions(goal)
        return any(
            all(meaning.holds(tree, this=Here(goal.record, key)) is wanted for tree, wanted in conditions)
            for key in self._facts.rows[goal.record]
        )


def reach_goals(draft: Draft, search: Search, people: tuple[Person, ...]) -> None:
    """Adds a row for each goal that none meets, as far as one is found; the people still belong to their portals."""
    goals = Goals(draft.app, draft.facts, draft.moment)
    every = [goal for person in people for goal in goals_of(draft.app, person)]
    missing = every
    for _ in range(ROUNDS):
        missing = [goal for goal in missing if not goals.is_met(goal) and not _reach(draft, search, goals, goal)]
    met = {goal for goal in every if goals.is_met(goal)}
    kept = frozenset(Here(person.record, person.person_id) for person in people)
    for goal in missing:
        mark = draft.mark()
        wanted = Wanted(goals.given(goal.person), goals.conditions(goal))
        if search.make_with(goal.record, goal.person.tenant, wanted, kept):
            if all(goals.is_met(each) for each in met) and all(map(goals.belongs, people)):
                met.add(goal)
            else:
                draft.back_to(mark)


def _reach(draft: Draft, search: Search, goals: Goals, goal: Goal) -> bool:
    given, conditions = goals.given(goal.person), goals.conditions(goal)
    own = goal.person.tenant
    tenant = own if goal.rules[0][1] else ("B" if own == "A" else "A")
    for attempt in range(TRIES):
        rows = draft.listed(goal.record)
        way = conditions if attempt == 0 else one_way(conditions, draft.chance)
        like = draft.chance.choice(rows) if attempt % 2 and rows else None
        if search.make(goal.record, tenant, Wanted(given, way), like):
            return True
    return False
