"""Many at once: turns and loads stay fair to one, and nobody waits for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.api.clients import Client
from tests.routing.house import House

AT_ONCE = 8
EACH = 6


def at_once(house: House, create: Callable[[Client], int]) -> list[int]:
    """By as many people as there are threads, each with a connection of their own."""
    anna = house.client("anna")

    def work(_number: int) -> list[int]:
        client = Client(anna.port, anna.root, anna.headers)
        return [create(client) for _ in range(EACH)]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [record for records in pool.map(work, range(AT_ONCE)) for record in records]


def report(area: int, resident: int, height: str) -> Callable[[Client], int]:
    def create(client: Client) -> int:
        sent = {"what": "Flood", "area": str(area), "height": height, "resident": str(resident)}
        answer = client.post("/damages/", sent)
        assert answer.status == 201, answer
        return int(answer.result["id"])

    return create


def counted(house: House, records: list[int], field: str) -> Counter[Any]:
    rows: Mapping[int, Mapping[str, Any]] = {row["id"]: row for row in house.rows("damage")}
    return Counter(rows[record][field] for record in records)


def test_turns_are_fair(house: House) -> None:
    resident = house.rows("resident")[0]["id"]
    area = house.area(team=house.team(*"ABCDE"))
    found = counted(house, at_once(house, report(area, resident, "ankle")), "clerk_id")
    assert (found.total(), len(found), None in found) == (AT_ONCE * EACH, 5, False)
    assert max(found.values()) - min(found.values()) <= 1


def test_loads_are_fair(house: House) -> None:
    resident = house.rows("resident")[0]["id"]
    area = house.area(crisis=house.team(*"ABCDE"))
    found = counted(house, at_once(house, report(area, resident, "neck")), "clerk_id")
    assert (found.total(), len(found), None in found) == (AT_ONCE * EACH, 5, False)
    assert max(found.values()) - min(found.values()) <= 1


def test_each_turn_is_given_once(house: House) -> None:
    turns = [each["turn"] for each in house.rows("portal_assignment") if each["field"] == "clerk" and each["turn"]]
    assert len(turns) == len(set(turns))
