"""A bakery with hand-written code that overreaches, served as people run it; and its people."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.attacker import Attacker, attacker_of
from tests.sites.place import Place, make_place

BAKERY = Path(__file__).parent / "bakery"
EXTENSIONS = Path(__file__).parent / "extensions"


@dataclass(frozen=True, slots=True)
class Bakery:
    """Ada and Bo order; Egon bakes early, Lena late."""

    place: Place
    ada: Attacker
    egon: Attacker
    lena: Attacker

    @property
    def log(self) -> str:
        return (self.place.folder / "serve.log").read_text(encoding="utf-8")

    def order(self, what: str, pieces: int = 1) -> str:
        """The id of a new order of Ada's."""
        answer = self.ada.post("/orders/new", [("what", what), ("pieces", str(pieces))])
        assert answer.status == 303, answer.text
        return answer.location.rpartition("/orders/")[2].partition("/")[0]

    def api(self, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        """Ada's, by the cookie of her session."""
        content = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.ada.token}
        answer = self.ada.send(method, f"/api/v1{path}", content, headers)
        return answer.status, json.loads(answer.text) if answer.body else None


def make_bakery(folder: Path, extensions: Path | None = EXTENSIONS) -> Place:
    place = make_place(BAKERY, folder)
    if extensions is not None:
        shutil.copytree(extensions, folder / "extensions", ignore=shutil.ignore_patterns("__pycache__"))
    return place


@pytest.fixture(scope="package")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bakery]:
    place = make_bakery(tmp_path_factory.mktemp("bakery"))
    place.build()
    people = {each.name.partition(" ")[0]: each for each in place.accounts()}
    with place.serving():
        ada, egon, lena = (attacker_of(people[name]) for name in ("Ada", "Egon", "Lena"))
        yield Bakery(place, ada, egon, lena)
