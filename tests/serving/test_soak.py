"""Thirty generations under steady load, five of them unfit. Each is applied as an analyst would do it."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from portal.served import read_served
from tests.generation.conftest import TOOLSHED
from tests.servers.wrk import loading
from tests.serving.site import current, derive, log_in, read, server, swap_to
from tests.sites.place import ROOT, Place, make_place

GENERATIONS = 30
UNFIT = {4, 10, 16, 22, 28}
PAUSE = 0.1
"""Seconds between an answer and the next request: people, not a siege; the apply has a core left."""
WHOLE = 2000
"""Requests that a run has at least, or the load was none."""


class Site:
    """A place with the address of a list in it, the portal to log in to, and the record type that changes."""

    def __init__(self, place: Place, portal: str, address: str, record: str, after: str) -> None:
        self.place, self.portal, self.address = place, portal, address
        self.file, self._after = place.specs / "records" / f"{record}.yaml", after
        self._sound = self.file.read_text()

    def change(self, turn: int) -> str:
        """Another sort of change each time; gives what it was."""
        ways: tuple[Callable[[int], str], ...] = (self._add, self._rename, self._widen, self._require, self._retire)
        words = ways[turn % len(ways)](turn)
        self._sound = self.file.read_text()
        return words

    def restore(self) -> None:
        self.file.write_text(self._sound)

    def _write(self, old: str, new: str) -> None:
        text = self._sound
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        self.file.write_text(text.replace(old, new))

    def _add(self, turn: int) -> str:
        self._write(self._after, f"{self._after}\n  extra_{turn}: {{ type: text, max: 40 }}")
        return "a field more"

    def _rename(self, turn: int) -> str:
        old = f"extra_{turn - 1}: {{ type: text, max: 40 }}"
        self._write(old, f"extra_{turn}: {{ type: text, max: 40, was: extra_{turn - 1} }}")
        return "a field renamed"

    def _widen(self, turn: int) -> str:
        old = f"extra_{turn - 1}: {{ type: text, max: 40, was: extra_{turn - 2} }}"
        self._write(old, f"extra_{turn - 1}: {{ type: text, max: 80 }}")
        return "a field widened"

    def _require(self, turn: int) -> str:
        old = f"extra_{turn - 2}: {{ type: text, max: 80 }}"
        self._write(old, f"extra_{turn - 2}: {{ type: text, max: 80, label: Turn {turn} }}")
        return "another label"

    def _retire(self, turn: int) -> str:
        self._write(f"\n  extra_{turn - 3}: {{ type: text, max: 80, label: Turn {turn - 1} }}", "")
        return "a field retired"

    def spoil(self, turn: int) -> str:
        """Makes the next apply one to be refused, in another way each time; gives what must be said."""
        ways = (self._err, self._edit, self._miss, self._err, self._fail_in_server)
        return ways[sorted(UNFIT).index(turn)]()

    def _err(self) -> str:
        self._write(self._after, f"{self._after}\n  wrong: {{ type: tekst }}")
        return "tekst"

    def _edit(self) -> str:
        with (self.place.out / "site.py").open("a") as stream:
            stream.write("# by hand\n")
        return "edited by hand"

    def _miss(self) -> str:
        self._extend('"""Fails wherever it is loaded."""\n\nimport nowhere_at_all\n')
        return "nowhere_at_all"

    def _fail_in_server(self) -> str:
        """Only there: the smoke test finds nothing."""
        self._extend('"""Fails where it serves."""\n\nimport os\n\nassert "PORTAL_TOLD" not in os.environ\n')
        return "extensions/spoiled.py"

    def _extend(self, text: str) -> None:
        folder = self.place.folder / "extensions"
        folder.mkdir()
        (folder / "spoiled.py").write_text(text)

    def heal(self) -> None:
        self.restore()
        shutil.rmtree(self.place.folder / "extensions", ignore_errors=True)
        written = self.place.out / "site.py"
        written.write_text(written.read_text().replace("# by hand\n", ""))


@pytest.fixture
def shed(tmp_path: Path) -> Iterator[Site]:
    place = make_place(TOOLSHED, tmp_path)
    place.build()
    yield Site(place, "keeper", "/keep/tools/", "tool", "  value:     { type: money }")


@pytest.fixture
def support(tmp_path: Path) -> Iterator[Site]:
    place = make_place(ROOT / "specs", tmp_path)
    place.build()
    yield Site(place, "staff", "/office/tickets/", "ticket", "fields:")


@pytest.mark.soak
@pytest.mark.parametrize("name", ["shed", "support"])
def test_thirty_generations_under_load(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    place, began = site.place, time.monotonic()
    with place.started():
        account = next(each for each in place.accounts() if each.portal == site.portal)
        cookie, process = log_in(place, account), server(place)
        detail = read(place, site.address, cookie).split(f'href="{site.address}')[1].split('"')[0]
        pages = [site.address, f"{site.address}{detail}"]
        with loading(place.url, pages, cookie, place.folder, pause=PAUSE) as load:
            sound = 0
            for turn in range(GENERATIONS):
                if turn in UNFIT:
                    refuse(site, turn)
                else:
                    accept(site, sound)
                    sound += 1
        assert server(place) == process
    sys.stdout.write(f"{name}: {json.dumps(asdict(load.result))}, {time.monotonic() - began:.0f} s\n")
    assert load.result.failed == 0, load.result
    assert load.result.p99 < 1, load.result
    assert load.result.requests > WHOLE, load.result


@pytest.mark.soak
def test_thirty_swaps_as_fast_as_they_come(shed: Site) -> None:
    """The server alone, on its knees: no applies between the swaps, no pauses between the requests."""
    place = shed.place
    with place.started("--workers", "2"):
        cookie = log_in(place, next(each for each in place.accounts() if each.portal == shed.portal))
        detail = read(place, shed.address, cookie).split(f'href="{shed.address}')[1].split('"')[0]
        with loading(place.url, [shed.address, f"{shed.address}{detail}"], cookie, place.folder) as load:
            for turn in range(GENERATIONS):
                derive(place, f"turn-{turn}", "import nowhere_at_all" if turn in UNFIT else "")
                done = swap_to(place, f"turn-{turn}")
                assert done.state == ("refused" if turn in UNFIT else "swapped"), done
                assert ("nowhere_at_all" in done.words) == (turn in UNFIT)
                assert generation_of(place) == current(place)
    sys.stdout.write(f"swaps: {json.dumps(asdict(load.result))}\n")
    assert load.result.failed == 0, load.result
    assert load.result.requests > WHOLE, load.result


def accept(site: Site, turn: int) -> None:
    before, words = current(site.place), site.change(turn)
    done = site.place.portal("apply")
    assert done.returncode == 0, f"{words}: {done.stderr}"
    assert "The running server has swapped to it." in done.stderr, done.stderr
    assert current(site.place) != before, words
    assert generation_of(site.place) == current(site.place)


def refuse(site: Site, turn: int) -> None:
    before, reason = current(site.place), site.spoil(turn)
    done = site.place.portal("apply")
    assert done.returncode in {1, 3, 4}, f"{reason}: {done.stderr}"
    assert reason in done.stdout + done.stderr, f"{reason} is not in {done.stderr}"
    assert current(site.place) == before == generation_of(site.place)
    site.heal()


def generation_of(place: Place) -> str:
    found = read_served(place.var)
    return found.generation if found else ""
