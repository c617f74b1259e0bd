"""When going through a table is a fault, by how many rows it has, how many are found and how many are shown."""

import pytest

from runtime.walks.finding import is_walk

PAGE, CAP = 26, 10_001


@pytest.mark.parametrize(
    ("rows", "found", "most", "ends", "expected"),
    [
        (1_000_000, 12, PAGE, False, True),  # all are read and sorted for twelve
        (1_000_000, 12, PAGE, True, True),  # and to their end, since there are not enough for a page
        (1_000_000, 0, PAGE, True, True),
        (1_000_000, 5_000, PAGE, True, False),  # the page is full after 5,200
        (1_000_000, 5_000, CAP, True, True),  # but who counts them reads all
        (1_000_000, CAP, CAP, True, False),  # there are many, and counting ends
        (1_000_000, CAP, PAGE, True, False),
        (1_000_000, CAP, PAGE, False, True),  # all are sorted to show a page
        (12_000, 3_000, CAP, True, False),  # a quarter of them
        (9_000, 1, PAGE, False, False),  # not felt
    ],
)
def test_many_are_read_for_few(rows: int, found: int, most: int, ends: bool, expected: bool) -> None:
    assert is_walk(rows, found, most, ends=ends) is expected
