"""Makes a row of which something holds: changes, step by step, what the rules about it read.

Only rows made here are changed. Where a rule reads another row, a copy of that row takes its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from leaks.drafting import Draft
from leaks.facts import Asked, Here
from leaks.making import Making
from leaks.meaning import Meaning
from leaks.nearness import nearness
from leaks.repairing import Repairing
from leaks.stepping import Attempt, Steps, Wanted

PATIENCE = 45
"""So many steps in a row that lead nowhere end a search."""
NEARLY = 0.9
ASTRAY = 0.3


class Search:
    def __init__(self, draft: Draft, making: Making) -> None:
        self._draft, self._making, self._chance = draft, making, draft.chance
        self._steps, self._repairing = Steps(draft, making), Repairing(draft, making)

    def make(self, record: str, tenant: str, wanted: Wanted, like: Here | None = None) -> bool:
        """A new row of which all conditions are as wanted; nothing is changed if it was not found."""
        return self._make(record, tenant, wanted, like, frozenset())

    def make_with(self, record: str, tenant: str, wanted: Wanted, kept: frozenset[Here]) -> bool:
        """The same, and all rows that the rules read may change too, but for those kept."""
        mark = self._draft.mark()
        this = self._making.new(record, tenant)
        _, asked = self._judge(Attempt(wanted, this))
        self._draft.back_to(mark)
        read = {Here(each, key) for each, key, _ in asked.cells} - {this}
        return self._make(record, tenant, wanted, None, frozenset(read - kept))

    def _make(self, record: str, tenant: str, wanted: Wanted, like: Here | None, also: frozenset[Here]) -> bool:
        mark = self._draft.mark()
        this = self._making.new(record, tenant, like)
        if self._climb(Attempt(wanted, this, {this, *also})):
            return True
        self._draft.back_to(mark)
        return False

    def make_own(self, this: Here, wanted: Wanted, fixed: Sequence[str] = ()) -> bool:
        """The same of a row that was just made; the fields `fixed` stay."""
        mark = self._draft.mark()
        if self._climb(Attempt(wanted, this, {this}, frozenset((this, name) for name in fixed))):
            return True
        self._draft.back_to(mark)
        return False

    def _climb(self, attempt: Attempt) -> bool:
        reached, asked = self._judge(attempt)
        since = 0
        while since < PATIENCE:
            taken = self._taken(attempt) if reached >= 1 else []
            if reached >= 1 and not taken:
                self._repair(attempt)
                return True
            mark, own = self._draft.mark(), set(attempt.own)
            if reached >= 1:
                self._steps.part(attempt, *self._chance.choice(taken))
            else:
                self._steps.step(attempt, asked)
            now, asked_now = self._judge(attempt)
            since = 0 if now > reached else since + 1
            if now < reached or (now == reached < 1 and self._chance.random() < ASTRAY):
                self._draft.back_to(mark)
                attempt.own = own
            else:
                reached, asked = now, asked_now
        return False

    def _judge(self, attempt: Attempt) -> tuple[float, Asked]:
        """How near it is, 1 where all is as wanted; and what was read for it."""
        facts, given = self._draft.facts, attempt.wanted.given
        facts.asked = asked = Asked()
        meaning, names = Meaning(facts, given), {"this": attempt.this, "me": given.me}
        found = [
            1.0
            if bool(meaning.read(tree, names)) is wanted
            else min(nearness(meaning, tree, names, wanted=wanted), NEARLY)
            for tree, wanted in attempt.wanted.conditions
        ]
        facts.asked = None
        return sum(found) / len(found) if found else 1.0, asked

    def _taken(self, attempt: Attempt) -> list[tuple[Here, str]]:
        """What has to differ from other rows and does not."""
        return [
            (here, name)
            for here in sorted(attempt.own)
            for name in self._draft.conflicts(here)
            if self._steps.may_change(attempt, here, name)
        ]

    def _repair(self, attempt: Attempt) -> None:
        """As far as what was reached stays."""
        for here in sorted(attempt.own):
            fixed = frozenset(name for owner, name in attempt.fixed if owner == here)
            self._repairing.repair(here, lambda: self._judge(attempt)[0] >= 1, fixed)
