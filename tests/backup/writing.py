"""One of several processes that write to a tool shed: `python -m tests.backup.writing`, settings from outside.

Makes tools with photographs, changes and deletes them, until its input ends. Prints a line once it is at work, and at
the end what it did, and what went wrong, as JSON.
"""

from __future__ import annotations

import io
import json
import random
import secrets
import select
import sys
from collections import Counter

from portal.serve import current_generation
from runtime.files import FileStore
from runtime.scope import Principal
from runtime.scope.scopes import Scopes
from runtime.security.known import find_known
from runtime.service import Service, Upload
from runtime.settings import read_settings
from runtime.site import load_site, open_checked

LARGEST = 40_000
FIRST = 5
PAUSE = 0.02
"""Seconds after each, so that the backup has some of the processor, too."""


def main() -> None:
    settings = read_settings()
    site = load_site(current_generation(settings))
    engines = open_checked(settings).made_by("operator")
    service = Service(site, engines, Scopes(site, engines), FileStore(settings.files_url))
    with engines.read.connect() as connection:
        ada = find_known(connection, site, site.portals["keeper"], "ada@shed.example")
    done, faults = Counter[str](), []
    made: list[tuple[int, int]] = []
    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        try:
            work(service, ada, made, done)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not happen
            faults.append(repr(error))
        if done.total() == FIRST:
            tell("at work")
    tell(json.dumps({"done": done, "faults": faults}))


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def work(service: Service, ada: Principal, made: list[tuple[int, int]], done: Counter[str]) -> None:
    chance = random.random()
    if chance < 0.5 or not made:
        photo = Upload(
            "tool.txt", "text/plain", io.BytesIO(secrets.token_bytes(random.randint(1, LARGEST)).hex().encode())
        )
        values = {"name": f"Tool {secrets.token_hex(4)}", "condition": "worn"}
        made.append((service.create(ada, "tool", values, uploads={"photo": (photo,)}).id, 1))
        done["made"] += 1
        return
    place = random.randrange(len(made))
    tool, revision = made[place]
    if chance < 0.75:
        service.edit(ada, "tool", tool, {"name": f"Tool {secrets.token_hex(4)}"}, revision=revision)
        made[place] = (tool, revision + 1)
        done["changed"] += 1
    else:
        service.delete(ada, "tool", tool, revision=revision)
        made.pop(place)
        done["deleted"] += 1


if __name__ == "__main__":
    main()
