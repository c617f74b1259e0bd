"""Links between the rows of a draft: mostly within the tenant, mostly to the same few, as far as `where` lets them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from generator.app import Field
from leaks.drafting import Draft, is_link
from leaks.facts import Here
from leaks.meaning import Given, Meaning
from leaks.world import Cell

ACROSS = 0.06
FIRST = 0.4
FILLED = 0.85
MOST = 3


class Linking:
    def __init__(self, draft: Draft) -> None:
        self._draft, self._chance = draft, draft.chance
        self._meaning = Meaning(draft.facts, Given(draft.moment, ZoneInfo(draft.app.site.time_zone)))

    def link(self, here: Here) -> None:
        """Sets every link of a row; those of a `where` see the links set before."""
        for field in self._draft.fields[here.record].values():
            if is_link(field):
                self._draft.set(here, field.name, self.chosen(here, field))

    def chosen(self, here: Here, field: Field) -> Cell:
        if field.kind == "links":
            pool = self._pool(here, field)
            chosen = self._chance.sample(pool, self._chance.randint(0, min(MOST, len(pool))))
            return tuple(sorted(each.id for each in chosen))
        if not field.required and self._chance.random() > FILLED:
            return None
        return self.target(here, field)

    def target(self, here: Here, field: Field) -> int | None:
        """One record to link to; None where there is none."""
        pool = self._pool(here, field)
        if not pool:
            return None
        return (pool[0] if self._chance.random() < FIRST else self._chance.choice(pool)).id

    def _pool(self, here: Here, field: Field) -> list[Here]:
        """What fits, else what is near."""
        tenant = self._draft.tenants[here]
        if self._chance.random() < ACROSS:
            tenant = "B" if tenant == "A" else "A"
        near = [each for each in self._draft.listed(field.target or "", tenant) if each != here]
        return [each for each in near if self.fits(here, field, each)] or near

    def fits(self, here: Here, field: Field, it: Here) -> bool:
        """Whether the link's `where` lets this record pass."""
        rule = next((rule for rule in self._draft.app.records[here.record].rules if rule.name == field.where), None)
        return rule is None or self._meaning.holds(rule.expression.tree, this=here, it=it)
