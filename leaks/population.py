"""Two tenants with everything in them, made from the specs alone: for any site, and the same for the same seed."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from generator.app import App
from generator.resolve.service_level.fields import COURSE
from leaks.canaries import Mint, find_canaries
from leaks.changing import store_changes
from leaks.computing import compute_all
from leaks.drafting import Draft
from leaks.eyes import add_own_moves
from leaks.facts import Facts
from leaks.filling import fill
from leaks.goals import Goals, goals_of, reach_goals
from leaks.making import Making
from leaks.people import make_people
from leaks.repairing import Repairing
from leaks.searching import Search
from leaks.varying import vary
from leaks.world import TENANTS, Cell, World

__all__ = ["build_world", "coverage", "fill", "store_changes", "vary"]

ROWS = 5
"""Of each record type and tenant, before what people and rules ask for."""


def build_world(app: App, seed: int, moment: datetime | None = None) -> World:
    """`moment` is what rules take for now, by default the noon of this day; all else depends on the seed alone."""
    chance = random.Random(seed)  # noqa: S311 - the same for the same seed
    moment = moment or datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    draft = Draft(app, chance, moment)
    making = Making(draft, Mint(chance))
    _add_rows(draft, making)
    search = Search(draft, making)
    people, notes = make_people(draft, making, search)
    _sign_rows(draft)
    reach_goals(draft, search, people)
    add_own_moves(draft, search, people)
    _begin_clocks(draft)
    compute_all(app, draft.rows)
    tenants = {(here.record, here.id): tenant for here, tenant in draft.tenants.items()}
    return World(app, draft.rows, people, find_canaries(app, draft.rows), moment, notes, tenants)


def coverage(world: World) -> tuple[str, ...]:
    """What rules are never seen to hold, or to fail, for whom."""
    goals = Goals(world.app, Facts(world.rows), world.moment)
    return tuple(
        goal.words for person in world.people for goal in goals_of(world.app, person) if not goals.is_met(goal)
    )


def _add_rows(draft: Draft, making: Making) -> None:
    made = [draft.add(record, tenant) for record in draft.app.records for tenant in TENANTS for _ in range(ROWS)]
    for here in made:
        making.values.fill(here)
    for here in made:
        making.linking.link(here)
    repairing = Repairing(draft, making)
    for here in made:
        if here in draft.tenants and draft.conflicts(here):
            draft.remove(here)
        elif here in draft.tenants:
            repairing.repair(here, lambda: True)


def _begin_clocks(draft: Draft) -> None:
    """They run since yesterday, whatever is said to be due: what is drawn by lot is no course of clocks."""
    course = (draft.moment - timedelta(days=1)).isoformat()
    for record, found in draft.app.records.items():
        for here in draft.listed(record) if found.service_level is not None else ():
            draft.set(here, COURSE, course)


def _sign_rows(draft: Draft) -> None:
    """Somebody with an account made, changed and moved each row, or nobody in particular."""
    accounts: list[Cell] = [None, *draft.accounts]
    for record in draft.app.records:
        moved = (name for name, field in draft.fields[record].items() if field.kind == "account")
        names = ("created_by", "updated_by", *moved)
        for here in draft.listed(record):
            for name in names:
                draft.set(here, name, draft.chance.choice(accounts))
