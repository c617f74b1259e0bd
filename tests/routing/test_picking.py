"""Who is next, against a model that looks at everybody anew for each record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from runtime.declarations.routing import FIRST, LEAST_BUSY, ROUND_ROBIN
from runtime.routing import Candidate, Given, next_of

candidates = st.lists(
    st.builds(Candidate, st.integers(1, 9), st.integers(0, 4), st.integers(0, 6)), unique_by=lambda each: each.id
)
pools = st.lists(candidates, min_size=1, max_size=8)
picks = st.sampled_from([LEAST_BUSY, ROUND_ROBIN, FIRST])


def best_first(pick: str, pool: Sequence[Candidate]) -> list[Candidate]:
    """As the database orders them."""
    orders: dict[str, Callable[[Candidate], tuple[int | Decimal, ...]]] = {
        LEAST_BUSY: lambda each: (each.busy, each.turn, each.id),
        ROUND_ROBIN: lambda each: (each.turn, each.id),
        FIRST: lambda each: (each.id,),
    }
    return sorted(pool, key=orders[pick])


@given(pick=picks, pools=pools)
def test_of_the_first_few_the_same_ones_are_picked(pick: str, pools: list[list[Candidate]]) -> None:
    """Of each pool only as many are looked at as there are records, once; the model looks at all, each time."""
    turn = 10
    since: dict[int, Given] = {}
    given: list[int] = []
    for pool in pools:
        picked = next_of(pick, best_first(pick, pool)[: len(pools)], since)
        now = [Candidate(each.id, each.busy + given.count(each.id), last_turn(each, given)) for each in pool]
        model = next(iter(best_first(pick, now)), None)
        assert (picked and picked.id) == (model and model.id)
        if picked is not None:
            turn += 1
            given.append(picked.id)
            since[picked.id] = Given(given.count(picked.id), turn)


def last_turn(candidate: Candidate, given: list[int]) -> int:
    places = [10 + place for place, each in enumerate(given, start=1) if each == candidate.id]
    return max([candidate.turn, *places])


@given(pool=candidates, number=st.integers(0, 30))
def test_turns_are_fair(pool: list[Candidate], number: int) -> None:
    counts = handed_out(ROUND_ROBIN, pool, number)
    assert not counts or max(counts.values()) - min(counts.values()) <= 1


@given(pool=candidates, number=st.integers(0, 30))
def test_nobody_gets_more_while_somebody_has_less(pool: list[Candidate], number: int) -> None:
    counts = handed_out(LEAST_BUSY, pool, number)
    busy = {each.id: each.busy + counts[each.id] for each in pool}
    given = [busy[each.id] for each in pool if counts[each.id]]
    assert not given or max(given) - min(busy.values()) <= 1


def handed_out(pick: str, pool: Sequence[Candidate], number: int) -> dict[int, int]:
    since: dict[int, Given] = {}
    for turn in range(10, 10 + number):
        picked = next_of(pick, best_first(pick, pool), since)
        if picked is not None:
            since[picked.id] = Given(since.get(picked.id, Given(0, 0)).count + 1, turn)
    return {each.id: since[each.id].count if each.id in since else 0 for each in pool}
