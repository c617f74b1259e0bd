"""Who gets a demo account: enough to see what a colleague sees, what a stranger does not, and what each role may do."""

import random

import pytest

from runtime.demo_accounts import choose

PEOPLE = [
    {"id": number, "firm": firm, "role": role}
    for number, (firm, role) in enumerate(
        [(1, "user"), (2, "boss"), (2, "user"), (3, "user"), (2, "user"), (3, "boss"), (4, "clerk"), (1, "user")]
    )
]


@pytest.mark.parametrize("seed", range(50))
def test_two_of_one_company_one_of_another_and_two_of_each_role(seed: int) -> None:
    people = random.Random(seed).sample(PEOPLE, len(PEOPLE))
    chosen = choose(people, lambda row: row["role"], "firm")
    firms = [row["firm"] for row in chosen]
    assert firms[:2] == [2, 2] and firms[2] != 2
    roles = [row["role"] for row in chosen]
    assert (roles.count("user") >= 2, roles.count("boss"), roles.count("clerk")) == (True, 2, 1)
    assert len({row["id"] for row in chosen}) == len(chosen)


def test_without_companies_there_are_two_of_each_role() -> None:
    chosen = choose(PEOPLE, lambda row: row["role"], None)
    assert sorted(row["role"] for row in chosen) == ["boss", "boss", "clerk", "user", "user"]


def test_nobody_is_no_problem() -> None:
    assert choose([], lambda row: "", "firm") == []
