"""The notice board, generated and served once for all tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.callers import Board, Caller
from tests.sites.place import make_place

SPECS = Path(__file__).parent / "board" / "specs"


@pytest.fixture(scope="session")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    place = make_place(SPECS, tmp_path_factory.mktemp("board"))
    place.build()
    with place.started():
        yield Board(place)


@pytest.fixture(scope="session")
def ada(board: Board) -> Caller:
    return board.caller()
