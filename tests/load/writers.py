"""One of several processes that write to one boatyard: `python -m tests.load.writers DATABASE FILES PEOPLE SECONDS`.

`PEOPLE` are the ids of a client and of one of its people. Prints what it did, and what went wrong, as JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from decimal import Decimal

from runtime.engine import open_engines
from runtime.files import FileStore
from runtime.ids import new_id
from runtime.scope import Principal
from runtime.scope.scopes import Scopes
from runtime.service import Conflict, Missing, Service
from tests.service.yard import YARD


def main() -> None:
    database, files, client, person, seconds = sys.argv[1:]
    engines = open_engines(database).made_by("operator")
    service = Service(YARD, engines, Scopes(YARD, engines), FileStore(files))
    values = {"id": int(person), "client_id": int(client), "boss_id": None}
    principal = Principal("slip", "", 1, int(person), "yard_person", "Ann", "ann@north.example", values)
    done, faults = Counter[str](), []
    job = service.create(principal, "yard_job", {"subject": f"Job {new_id()}"}).id
    lines: list[tuple[int, int]] = []
    done["jobs"] += 1
    end = time.monotonic() + float(seconds)
    while time.monotonic() < end:
        try:
            work(service, principal, job, lines, done)
        except (Conflict, Missing) as reason:  # nobody else edits these
            faults.append(repr(reason))
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not happen
            faults.append(repr(error))
    sys.stdout.write(json.dumps({"done": done, "faults": faults, "job": job, "lines": lines}))


def work(service: Service, principal: Principal, job: int, lines: list[tuple[int, int]], done: Counter[str]) -> None:
    """A new job, or one line of this process's own job; lines are known by id and revision."""
    chance = random.Random()
    chosen = chance.random()
    if chosen < 0.3:
        service.create(principal, "yard_job", {"subject": f"Job {new_id()}"}, form_token=str(new_id()))
        done["jobs"] += 1
    elif chosen < 0.6 or not lines:
        values = {"job": job, "quantity": chance.randint(1, 9), "price": Decimal(chance.randint(1, 9))}
        lines.append((service.create(principal, "yard_line", values).id, 1))
        done["lines"] += 1
    elif chosen < 0.9:
        place = chance.randrange(len(lines))
        line, revision = lines[place]
        service.edit(principal, "yard_line", line, {"quantity": 10 + revision}, revision=revision)
        lines[place] = (line, revision + 1)
        done["edits"] += 1
    else:
        line, revision = lines.pop(chance.randrange(len(lines)))
        service.delete(principal, "yard_line", line, revision=revision)
        done["deletions"] += 1


if __name__ == "__main__":
    main()
