"""A site that was renamed throughout answers as one that was born with these names: pages, interface, exports, changes.

Each has a process of its own. What people ask for and change is chosen at random; the two are told the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.servers.postgres import Postgres
from tests.stored.site import BORN, RENAMED

ROOT = Path(__file__).resolve().parents[2]
SPECS = {"shipped": ROOT / "specs", "observatory": ROOT / "tests/businesses/observatory/specs"}
SOUGHT = 0.1
"""How much of what is tried must succeed, or else it tells nothing."""


@pytest.fixture
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """An empty database for each of the two."""
    kind: str = request.param
    with ExitStack() as stack:
        if kind == "sqlite":
            yield {how: f"sqlite:///{tmp_path / how}.db" for how in (BORN, RENAMED)}
            return
        server: Postgres = request.getfixturevalue("postgres_server")
        yield {how: stack.enter_context(server.database()) for how in (BORN, RENAMED)}


def answers(specs: Path, folder: Path, urls: dict[str, str], numbers: tuple[int, int, int]) -> list[list[list[str]]]:
    """The lines of both, which run beside each other; `numbers` are the seed, the requests and the changes."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_"))}
    environment |= {"PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
    running = []
    for how, url in urls.items():
        var = folder / f"var-{how}"
        var.mkdir()
        command = [sys.executable, "-m", "tests.stored.transcript", str(specs), str(var), url, how, *map(str, numbers)]
        with (var / "lines").open("w") as lines:
            running.append(
                subprocess.Popen(command, cwd=ROOT, env=environment, stdout=lines, stderr=subprocess.PIPE, text=True)
            )
    for process in running:
        _, said = process.communicate()
        assert process.returncode == 0, said[-3000:]
    return [[json.loads(line) for line in (folder / f"var-{how}/lines").read_text().splitlines()] for how in urls]


def assert_same(specs: Path, folder: Path, urls: dict[str, str], numbers: tuple[int, int, int]) -> None:
    born, renamed = answers(specs, folder, urls, numbers)
    _seed, requests, changes = numbers
    for one, other in zip(born, renamed, strict=True):
        assert one == other, f"seed {numbers[0]}"
    asked, tried = born[:requests], born[requests:]
    assert not [line for line in asked if any("leak:" in each for each in line[4])]
    assert sum(line[1].startswith("200") for line in asked) > SOUGHT * requests
    assert sum(line[1].startswith(("saved", "deleted")) for line in tried) > SOUGHT * changes
    model = next((folder / f"var-{RENAMED}/generation/generated/models").glob("[a-z]*.py")).read_text()
    assert "column=" in model


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_the_second_business_renamed(tmp_path: Path, urls: dict[str, str]) -> None:
    assert_same(SPECS["observatory"], tmp_path, urls, (11, 80, 50))


@pytest.mark.soak
@pytest.mark.parametrize("seed", [21, 22])
@pytest.mark.parametrize("business", SPECS)
@pytest.mark.parametrize("urls", ["sqlite", "postgresql"], indirect=True)
def test_every_business_renamed(tmp_path: Path, urls: dict[str, str], business: str, seed: int) -> None:
    assert_same(SPECS[business], tmp_path, urls, (seed, 1500, 600))
