"""Parcels as they should be, in plain Python: what time and rules make of them. Written by hand.

Knows nothing of the product. A day is as long as a model's day; what comes at a date comes an hour before it is full.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

HOUR = 1 / 24


@dataclass
class Room:
    closes: float | None = None


@dataclass
class Parcel:
    room: int
    insured: bool
    weight: int
    sale: float | None
    since: float
    state: str = "waiting"
    fees: list[bool] = field(default_factory=list)
    history: list[str] = field(default_factory=list)

    @property
    def by_itself(self) -> int:
        return sum(move != "withdraw" for move in self.history)


@dataclass
class Model:
    rooms: list[Room]
    parcels: list[Parcel] = field(default_factory=list)
    day: float = 0

    def settle(self) -> None:
        for parcel in self.parcels:
            while due := sorted(self._due(parcel), key=lambda each: each[0]):
                _, move, state = due[0]
                if state == "sold" and parcel.weight > 100:
                    break
                self.move(parcel, move, state)

    def move(self, parcel: Parcel, move: str, state: str) -> None:
        parcel.state, parcel.since = state, self.day
        parcel.history.append(move)

    def _due(self, parcel: Parcel) -> Iterator[tuple[float, str, str]]:
        return (each for each in self._ahead(parcel) if each[0] <= self.day)

    def _ahead(self, parcel: Parcel) -> Iterator[tuple[float, str, str]]:
        closes = self.rooms[parcel.room].closes
        if parcel.state == "waiting" and all(parcel.fees):
            yield self.day, "release", "ready"
        if parcel.state == "ready" and not parcel.insured:
            yield parcel.since + 14, "give_back", "returned"
        if parcel.state == "returned" and parcel.sale is not None:
            yield parcel.sale - HOUR, "sell", "sold"
        if parcel.state in ("waiting", "ready") and closes is not None:
            yield closes - HOUR, "clear", "moved"
