"""What a site answers to the same requests of the same people, as lines to compare: a process of its own.

    python -m tests.stored.transcript SPECS VAR DATABASE_URL born|renamed SEED REQUESTS CHANGES

Requests are those of the leak tests. Tokens, and ids and moments of what was only just made, are left out of the lines.
"""

from __future__ import annotations

import io
import json
import logging
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from leaks.plan import Turn, plan
from leaks.population import build_world
from leaks.report import Report
from leaks.requests import Answer
from leaks.site import open_site
from leaks.snapshot import Change
from leaks.walk import SAFE, Walk
from leaks.world import World
from tests.stored.changing import Changing
from tests.stored.site import Trial, prepare, read_app

MOMENT = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
TOKENS = re.compile(r"""(?<=_token" value=")[^"]+|eyJ[\w.-]+|[\w-]+\.[\w-]{6}\.[\w-]{20,}""")
MOMENTS = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)?")
NUMBERS = re.compile(r"\d{15,}")


def main(trial: Trial, seed: int, requests: int, changes: int) -> None:
    logging.disable(logging.ERROR)
    world = build_world(trial.app, seed, MOMENT)
    site = open_site(trial.app, trial.settings, trial.generation, world)
    walk = Walk(site, world, Report(seed, ""), lambda _words: None)
    transcript = Transcript(trial, walk, world)
    for turn in islice(plan(walk.askers, walk.routes(), seed), requests):
        sys.stdout.write(json.dumps(transcript.line(turn), default=str) + "\n")
    changing = Changing(trial, world, site.store, site.files, seed)
    for line in changing.lines(changes):
        sys.stdout.write(json.dumps(line, default=str) + "\n")
    site.close()


class Transcript:
    def __init__(self, trial: Trial, walk: Walk, world: World) -> None:
        self._walk = walk
        self._records = {record.table: key for key, record in trial.site.records.items()}
        self._known = {str(key) for rows in world.rows.values() for key in rows}
        self._known |= {str(person.account_id) for person in world.people}

    def line(self, turn: Turn) -> list[object]:
        person, request = turn.asker.person, turn.request
        answer = self._walk._send(person, request)
        asked = f"{person.portal}.{person.role} {request.method} {request.target} {request.text[-300:]}"
        changed: list[str] = []
        if request.method not in SAFE:
            changes = self._walk.snapshot.changes()
            changed = sorted(self._changed(changes))
            self._walk._undo(changes)
        leaks = [*self._walk._look(turn.asker, request, answer), *self._walk._judged(turn.asker, request, answer)]
        changed += [f"leak: {leak.what} {leak.where}" for leak in leaks]
        return [asked, answer.status, self._plain(answer.header("location")), self._plain(text_of(answer)), changed]

    def _changed(self, changes: list[Change]) -> Iterator[str]:
        for change in changes:
            record = self._records.get(change.table)
            if record:
                yield from (f"{record} without {self._plain(str(row))}" for row in change.gone)
                yield from (f"{record} with {self._plain(str(row))}" for row in change.came)

    def _plain(self, text: str) -> str:
        text = MOMENTS.sub("MOMENT", TOKENS.sub("TOKEN", text))
        return NUMBERS.sub(lambda found: found[0] if found[0] in self._known else "ID", text)


def text_of(answer: Answer) -> str:
    """The body, unpacked where it is a workbook."""
    if answer.body[:2] != b"PK":
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
        return "".join(packed.read(name).decode() for name in sorted(packed.namelist()) if name.endswith(".xml"))


if __name__ == "__main__":
    folder, var_folder, url, mode, *numbers = sys.argv[1:]
    chosen = read_app(Path(folder), mode, int(numbers[0]))
    main(prepare(chosen, Path(folder), Path(var_folder), url), *map(int, numbers))
