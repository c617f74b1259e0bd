"""Four eyes: who must leave a move to others finds a record that is ready for it, but for their own part."""

from __future__ import annotations

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
                    ready = (*row_rule(record, person), (f"{OPEN}{move.name}", True))
                    for here in _added(draft, search, goals, Goal(person, record.key, ready)):
                        for earlier in move.not_by:
                            draft.set(here, f"{earlier}_by", person.account_id)


def _added(draft: Draft, search: Search, goals: Goals, goal: Goal) -> list[Here]:
    """New records that meet it."""
    known, given, wanted = set(draft.rows[goal.record]), goals.given(goal.person), goals.conditions(goal)
    if not search.make(goal.record, goal.person.tenant, Wanted(given, wanted)):
        return []
    meaning = Meaning(draft.facts, given)
    made = (Here(goal.record, key) for key in draft.rows[goal.record].keys() - known)
    return [here for here in made if all(meaning.holds(tree, this=here) is holds for tree, holds in wanted)]
