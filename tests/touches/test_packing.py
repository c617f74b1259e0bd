"""Several records in one touch: what is packed is found again, with the revisions where they are known."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from runtime.touches import Act, Door, Way
from runtime.touches.touch import counted, seen_of, touch_of, unpacked

DOOR = Door(1, None, "house", "", Way.PAGE)
IDS = st.integers(1, 2**63 - 1)
SEVERAL = 2


def packed(rows: dict[int, int]) -> bytes:
    touch = touch_of(datetime.now(UTC), Act.VIEW, DOOR, seen_of(DOOR, "loan", ()), rows, words="")
    assert touch.rows is not None
    return touch.rows


@given(st.dictionaries(IDS, st.integers(0, 2**31 - 1), min_size=SEVERAL))
def test_ids_and_revisions_are_found_again(rows: dict[int, int]) -> None:
    assert dict(unpacked(packed(rows))) == rows
    assert counted(packed(rows)) == len(rows)


@given(st.sets(IDS, min_size=SEVERAL, max_size=250))
def test_revisions_that_nobody_knows_take_no_room(ids: set[int]) -> None:
    rows = dict.fromkeys(ids, 0)
    assert dict(unpacked(packed(rows))) == rows
    assert counted(packed(rows)) == len(ids)
    assert len(packed(rows)) <= 8 * len(ids) + 1
