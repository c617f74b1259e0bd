"""Four eyes: each person who must leave a move to others finds a record that is ready for it, but for their own part."""

from __future__ import annotations

from generator.app import Record
from generator.workflow import Move
from leaks.drafting import Draft
from leaks.facts import Here
from leaks.goals import OPEN, Goal, Goals, moves_for, row_rule
from leaks.meaning import Meaning
from leaks.searching import Search
from leaks.stepping import Wanted
from leaks.world import Person


def add_own_moves(draft: Draft, search: Search, people: tuple[Person, ...]) -> None:
    """As far as such a record is found."""
    goals = Goals(draft.app, draft.facts, draft.moment)
    for person in people:
        for record in draft.app.records.values():
            for move in moves_for(record, person):
                if move.not_by:
                    _add(draft, search, goals, person, record, move)


def _add(draft: Draft, search: Search, goals: Goals, person: Person, record: Record, move: Move) -> None:
    wanted = goals.conditions(Goal(person, record.key, (*row_rule(record, person), (f"{OPEN}{move.name}", True))))
    known, meaning = set(draft.rows[record.key]), Meaning(draft.facts, goals.given(person))
    if not search.make(record.key, person.tenant, Wanted(meaning.given, wanted)):
        return
    for key in draft.rows[record.key].keys() - known:
        here = Here(record.key, key)
        if all(meaning.holds(tree, this=here) is holds for tree, holds in wanted):
            for earlier in move.not_by:
                draft.set(here, f"{earlier}_by", person.account_id)
