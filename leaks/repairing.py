"""Makes rows fit their record types: required values, limits, checks and the `where` of links, as far as chance helps.

The product would not take a change of a row that does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from generator.app import Field
from generator.expressions.tree import Node
from leaks.drafting import Draft, is_link
from leaks.facts import Here
from leaks.making import Making
from leaks.meaning import Given, Meaning
from leaks.world import LINES, Cell

STEPS = 12

Keeps = Callable[[], bool]


class Repairing:
    def __init__(self, draft: Draft, making: Making) -> None:
        self._draft, self._making, self._chance = draft, making, draft.chance
        self._meaning = Meaning(draft.facts, Given(draft.moment, ZoneInfo(draft.app.site.time_zone)))

    def repair(self, here: Here, keeps: Keeps, fixed: frozenset[str] = frozenset()) -> None:
        """Changes what does not fit, as long as `keeps` says that nothing else is lost."""
        faults = self.faults(here)
        for _ in range(STEPS):
            names = [name for fault in faults for name in fault if name not in fixed]
            if not names:
                return
            mark = self._draft.mark()
            self._renew(here, self._chance.choice(names))
            now = self.faults(here)
            if len(now) <= len(faults) and not self._draft.conflicts(here) and keeps():
                faults = now
            else:
                self._draft.back_to(mark)

    def faults(self, here: Here) -> list[tuple[str, ...]]:
        """For each thing that does not fit the fields that may mend it."""
        return [*self._of_fields(here), *self._of_checks(here)]

    def _renew(self, here: Here, name: str) -> None:
        field = self._draft.fields[here.record][name]
        if is_link(field):
            self._draft.set(here, name, self._making.linking.chosen(here, field))
        else:
            self._draft.set(here, name, self._making.values.fresh(here, field, filled=1.0 if field.require else 0.7))

    def _of_fields(self, here: Here) -> Iterator[tuple[str, ...]]:
        for name, field in self._draft.fields[here.record].items():
            if not self._may_change(field):
                continue
            value = self._draft.get(here, name)
            if value in (None, ()):
                if field.required or (field.require is not None and self._holds(here, field.require)):
                    yield (name,)
            elif is_link(field):
                if not self._fits(here, field, value):
                    yield (name,)
            elif not self._within_limits(here, field, value):
                yield (name,)

    def _of_checks(self, here: Here) -> Iterator[tuple[str, ...]]:
        record = self._draft.app.records[here.record]
        for check in record.checks:
            if self._holds(here, check.rule):
                reads = next(rule.expression.reads for rule in record.rules if rule.name == check.rule)
                fields = self._draft.fields[here.record]
                yield tuple(
                    name for name in (*check.fields, *reads) if name in fields and self._may_change(fields[name])
                )

    def _may_change(self, field: Field) -> bool:
        return not field.computed and field.kind != LINES

    def _holds(self, here: Here, rule: str) -> bool:
        return self._meaning.holds(self._tree(here, rule), this=here)

    def _tree(self, here: Here, rule: str) -> Node:
        return next(each.expression.tree for each in self._draft.app.records[here.record].rules if each.name == rule)

    def _fits(self, here: Here, field: Field, value: Cell) -> bool:
        targets = value if isinstance(value, tuple) else (value,)
        return all(
            self._making.linking.fits(here, field, Here(field.target or "", target))
            for target in targets
            if isinstance(target, int)
        )

    def _within_limits(self, here: Here, field: Field, value: Cell) -> bool:
        low, high = (self._making.values.limit(here, end) for end in (field.minimum, field.maximum))
        return (low is None or value >= low) and (high is None or value <= high)
