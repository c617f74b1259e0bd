"""The kiln as it should be, in plain Python: which moves are open to whom, and what they do. Written by hand.

Knows nothing of the product: no line of the specs is read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

Needs = Mapping[str, str | int | bool]


@dataclass(frozen=True, slots=True)
class Who:
    """An account: a person in a portal, with a role."""

    person: str
    portal: str
    role: str = ""

    @property
    def name(self) -> str:
        return f"{self.person}.{self.portal}"


PEOPLE = (
    Who("ann", "member"),
    Who("ben", "member"),
    Who("kim", "staff", "helper"),
    Who("max", "staff", "master"),
    Who("vic", "staff", "viewer"),
    Who("max", "night"),
)
KEEPERS = ("helper", "master")
FROM = {
    "accept": ("requested",),
    "decline": ("requested", "accepted"),
    "hand_over": ("accepted",),
    "load": ("accepted",),
    "fire": ("loaded",),
    "refire": ("fired",),
    "collect": ("fired",),
}
TO = {
    "accept": "accepted",
    "decline": "declined",
    "hand_over": "accepted",
    "load": "loaded",
    "fire": "fired",
    "refire": "accepted",
    "collect": "collected",
}
NEEDS = {"decline": ("reason",), "hand_over": ("keeper",), "fire": ("reading", "chart"), "refire": ("complaint",)}
TWO_WEEKS = timedelta(days=14)


@dataclass
class Firing:
    potter: str
    pots: int
    state: str
    keeper: str | None
    values: dict[str, str | int | bool]
    """What was entered with moves."""
    age: timedelta = timedelta()
    loaded_by: str | None = None
    notes: int = 0
    revision: int = 1
    history: list[str] = field(default_factory=list)


@dataclass
class Piece:
    firing: str
    state: str
    flaw: str | None = None
    history: list[str] = field(default_factory=list)


@dataclass
class Kilns:
    """Firings by title, pieces by name; `fired_for` are the potters whose last firing is told."""

    firings: dict[str, Firing]
    pieces: dict[str, Piece]
    fired_for: set[str] = field(default_factory=set)
    made: set[tuple[str, str, str, int]] = field(default_factory=set)
    """Whose move of which firing was made at which revision: the same again does nothing and is well."""

    def sees(self, who: Who, title: str) -> bool:
        firing = self.firings[title]
        if who.portal == "member":
            return firing.potter == who.person
        return who.portal == "staff" or firing.state in ("loaded", "accepted")

    def is_theirs(self, who: Who, move: str) -> bool:
        if move in ("accept", "load"):
            return who.role in KEEPERS
        if move == "decline":
            return who.role == "master"
        if move == "hand_over":
            return who.role == "master" or who.portal == "night"
        if move == "fire":
            return who.role in KEEPERS or who.portal == "night"
        return who.portal in ("member",) if move == "refire" else who.portal in ("member", "staff")

    def open_to(self, who: Who, title: str) -> list[str]:
        return [move for move in FROM if self.is_theirs(who, move) and self._is_open(who, title, move)]

    def _is_open(self, who: Who, title: str, move: str) -> bool:
        firing = self.firings[title]
        late = move == "refire" and firing.age > TWO_WEEKS
        alone = move == "fire" and firing.loaded_by == who.person
        heavy = move == "load" and firing.pots > 40
        return firing.state in FROM[move] and not (late or alone or heavy)

    def status(self, who: Who, title: str, move: str, needs: Needs, revision: int) -> int:
        """How the move ends; nothing is changed."""
        if not self.is_theirs(who, move):
            return 404
        found = self._status(who, title, move, needs, revision)
        return 200 if (who.name, title, move, revision) in self.made else found

    def _status(self, who: Who, title: str, move: str, needs: Needs, revision: int) -> int:
        if not self.sees(who, title):
            return 404
        if not self._is_open(who, title, move) or self.firings[title].revision != revision:
            return 409
        firing = self.firings[title]
        given = {"keeper": firing.keeper, **firing.values, **needs}
        if "keeper" in needs and not self._may_keep(who, needs["keeper"]):
            return 422
        missing = any(given.get(name) is None for name in NEEDS.get(move, ()))
        hot = move == "fire" and int(given.get("reading", 0)) > 1400
        return 422 if missing or hot or not self._can_follow(title, move) else 200

    def _may_keep(self, who: Who, keeper: object) -> bool:
        """Nobody sees keepers at night, and viewers keep nothing."""
        return who.portal == "staff" and keeper in ("kim", "max")

    def _can_follow(self, title: str, move: str) -> bool:
        pieces = self._pieces(title)
        if move == "load":
            return all(piece.flaw is None for piece in pieces if piece.state == "green")
        return move != "fire" or all(piece.state == "inside" for piece in pieces)

    def make(self, who: Who, title: str, move: str, needs: Needs, revision: int) -> None:
        """What a move does that ends well."""
        if (who.name, title, move, revision) in self.made:
            return
        firing = self.firings[title]
        self.made.add((who.name, title, move, revision))
        firing.values.update({name: value for name, value in needs.items() if name != "keeper"})
        firing.keeper = str(needs["keeper"]) if "keeper" in needs else firing.keeper
        firing.state, firing.age = TO[move], timedelta()
        if firing.state not in ("fired", "collected"):  # where nobody is asked for it, it is not kept
            firing.values.pop("reading", None)
        firing.revision += 1
        firing.history.append(move)
        if move == "accept":
            firing.keeper = who.person
        if move == "load":
            firing.loaded_by = who.person
            self._follow(title, "green", "inside", "put_in")
        if move == "fire":
            self._follow(title, "inside", "whole", "take_out")
            self.fired_for.add(firing.potter)
            firing.notes += 2 if firing.pots > 20 else 1
        if move == "refire":
            self._follow(title, "whole", "green", "put_back")

    def _follow(self, title: str, old: str, new: str, move: str) -> None:
        for piece in self._pieces(title):
            if piece.state == old:
                piece.state = new
                piece.history.append(move)

    def _pieces(self, title: str) -> list[Piece]:
        return [piece for piece in self.pieces.values() if piece.firing == title]
