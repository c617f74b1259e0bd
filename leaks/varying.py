"""Changes as much as can be changed of a world without one person noticing.

What was not read on the way to anything that the person may notice can be changed at will. What was read, as the
company of a record that is not theirs, is changed too and kept as far as nothing noticeable becomes different.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from generator.app import Field
from leaks.canaries import Mint, find_canaries
from leaks.computing import LiveFacts, compute_all
from leaks.drafting import Draft, is_link
from leaks.expectation import Expectation
from leaks.facts import Asked, Here
from leaks.guards import STATE
from leaks.noticing import noticed
from leaks.values import Values
from leaks.wording import alike
from leaks.world import LINES, Cell, Person, World

BUILT_IN = ("created", "updated", "created_by", "updated_by", "revision")
CHECKS = 16
"""How often at most a doubtful change is tried and judged."""
ADDED = 2
REMOVED = 0.25


def vary(world: World, person: Person, seed: int) -> World:
    """Another world of which `Expectation.same_as` holds for this person: hidden cells, and rows that are not seen."""
    varying = _Varying(world, person, random.Random(f"{seed} {person.account_id}"))  # noqa: S311 - the same again
    varying.change_unread()
    varying.remove_rows()
    varying.add_rows()
    varying.change_states()
    varying.change_read()
    return varying.world()


class _Varying:
    def __init__(self, world: World, person: Person, chance: random.Random) -> None:
        self._before, self._person, self._chance = world, person, chance
        self._draft = Draft.of(world, chance)
        self._values = Values(self._draft, Mint(chance, world.canaries))
        expected = Expectation(world, person, facts=LiveFacts(world.rows, world.app))
        self._asked = expected.facts.asked = Asked()
        self._noticed = noticed(expected)
        self._visible = {Here(record, key) for record in world.app.records for key in expected.rows(record)}
        self._expected = expected
        self._left = CHECKS
        self._accounts = {Here(each.record, each.person_id) for each in world.people}
        self._emails = {(portal.who, portal.email) for portal in world.app.portals.values()}

    def world(self) -> World:
        """With computed values as they now are."""
        app, rows = self._before.app, self._draft.rows
        compute_all(app, rows)
        tenants = {(here.record, here.id): tenant for here, tenant in self._draft.tenants.items()}
        return replace(self._before, rows=rows, canaries=find_canaries(app, rows), tenants=tenants)

    # what nobody read

    def change_unread(self) -> None:
        for here in self._rows():
            for name in (*BUILT_IN, *self._draft.fields[here.record]):
                if (here.record, here.id, name) not in self._asked.cells and self._may_change(here, name):
                    self._change(here, name)

    def _rows(self) -> list[Here]:
        return [Here(record, key) for record in self._draft.rows for key in sorted(self._draft.rows[record])]

    def _may_change(self, here: Here, name: str) -> bool:
        if name in BUILT_IN:
            return True
        field = self._draft.fields[here.record][name]
        if field.formula is not None or field.kind == LINES:
            return False
        return not (here in self._accounts and (here.record, name) in self._emails)

    def _change(self, here: Here, name: str) -> None:
        """Another value, or the same where there is no other."""
        before = self._draft.get(here, name)
        if name in BUILT_IN:
            self._draft.set(here, name, self._built_in(here, name))
            return
        field = self._draft.fields[here.record][name]
        states = alike(self._expected, here, name) if here in self._visible else ()
        if states:
            value: Cell = self._chance.choice([each for each in states if each != before])
        else:
            value = self._other_link(here, field) if is_link(field) else self._values.fresh(here, field)
        self._draft.set(here, name, value)
        if self._draft.conflicts(here):
            self._draft.set(here, name, before)

    def _built_in(self, here: Here, name: str) -> Cell:
        if name == "revision":
            return self._chance.randint(1, 40)
        if name in ("created_by", "updated_by"):
            return self._chance.choice([None, *(person.account_id for person in self._before.people)])
        return self._values.moment_of(here)

    def _other_link(self, here: Here, field: Field) -> Cell:
        """To whatever nobody asked who links to it."""
        before = self._draft.get(here, field.name)
        if any(self._is_asked(here, field, target) for target in _targets(before)):
            return before
        pool = [each.id for each in self._draft.listed(field.target or "") if each != here]
        free = [target for target in pool if not self._is_asked(here, field, target)]
        if field.kind == "links":
            return tuple(sorted(self._chance.sample(free, min(len(free), self._chance.randint(0, 3)))))
        if not free:
            return before
        return self._chance.choice(free if field.required else [*free, None])

    def _is_asked(self, here: Here, field: Field, target: int) -> bool:
        return (here.record, field.name, target) in self._asked.sets

    # rows

    def remove_rows(self) -> None:
        for here in self._rows():
            if here not in self._visible and self._is_free(here) and self._chance.random() < REMOVED:
                self._draft.remove(here)

    def _is_free(self, here: Here) -> bool:
        """No row links to it, and nobody asked for a set that it is in."""
        linked = any(
            self._draft.facts.linking(record, field.name, here.id)
            for record, fields in self._draft.fields.items()
            for field in fields.values()
            if field.target == here.record
        )
        return not linked and here not in self._accounts and not self._in_asked_set(here)

    def _in_asked_set(self, here: Here) -> bool:
        fields = [field for field in self._draft.fields[here.record].values() if field.target is not None]
        return any(
            self._is_asked(here, field, target)
            for field in fields
            for target in _targets(self._draft.get(here, field.name))
        )

    def add_rows(self) -> None:
        """Of each type some, as long as the person does not see them."""
        for record in self._draft.rows:
            for tenant in ("A", "B") * ADDED:
                mark = self._draft.mark()
                here = self._draft.add(record, tenant)
                for field in self._draft.fields[record].values():
                    if is_link(field):
                        self._draft.set(here, field.name, self._other_link(here, field))
                self._values.fill(here)
                if not self._is_owned(here) or self._draft.conflicts(here) or self._would_be_seen(here):
                    self._draft.back_to(mark)

    def _is_owned(self, here: Here) -> bool:
        """There is no line that belongs to no record."""
        link = self._before.app.records[here.record].parent
        return link is None or self._draft.get(here, link) is not None

    def _would_be_seen(self, here: Here) -> bool:
        now = Expectation(replace(self._before, rows=self._draft.rows), self._person, facts=self._draft.facts)
        return now.shows(here.record, here.id)

    # what is alike

    def change_states(self) -> None:
        """Of what the person sees: to others that are one with them in the words of their portal."""
        self._try([(here, STATE) for here in sorted(self._visible) if alike(self._expected, here, STATE)])

    # what was read

    def change_read(self) -> None:
        """Cells that rules read of what the person does not see; all at once, else the half of them, and so on."""
        cells = [
            (Here(record, key), name)
            for record, key, name in sorted(self._asked.cells)
            if Here(record, key) in self._draft.tenants and self._is_hidden(Here(record, key), name)
        ]
        self._chance.shuffle(cells)
        self._try(cells)

    def _is_hidden(self, here: Here, name: str) -> bool:
        if name == "id" or not self._may_change(here, name):
            return False
        return here not in self._visible or not self._expected.sees(here.record, here.id, name)

    def _try(self, cells: Sequence[tuple[Here, str]]) -> None:
        if not cells or self._left == 0:
            return
        self._left -= 1
        mark = self._draft.mark()
        for here, name in cells:
            self._change(here, name)
        if self._is_same():
            return
        self._draft.back_to(mark)
        half = len(cells) // 2
        if half:
            self._try(cells[:half])
            self._try(cells[half:])

    def _is_same(self) -> bool:
        now = Expectation(replace(self._before, rows=self._draft.rows), self._person, facts=self._draft.facts)
        return noticed(now) == self._noticed


def _targets(value: Cell) -> list[int]:
    found = value if isinstance(value, tuple) else (value,)
    return [each for each in found if isinstance(each, int)]
