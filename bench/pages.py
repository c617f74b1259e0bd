"""A program: the CPU of pages of a site that was applied. `python -m bench.pages VAR RECORDS` prints the milliseconds
of each of PAGES, as a worker gives them. Makes the records and the person that it needs.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import insert
from werkzeug.test import Client

from bench.frame import ENVIRONMENT, ROOT
from bench.turns import CPU, medians
from runtime.declarations.site import Site
from runtime.ids import new_id
from runtime.security import accounts
from runtime.security.passwords import hashed
from runtime.serving import make
from runtime.settings import Settings, read_settings
from runtime.site import load_site, open_database
from tests.pages.visitor import Visitor

PASSWORD = "walnut harbour lantern"
PORTAL, RECORD = "customers", "record_0000"
PAGES = ("list", "start page", "record", "edit form")
ROUNDS, EACH = 15, 10


def costs_of(site: Path, records: int) -> list[float]:
    """Milliseconds of PAGES, by a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.pages", str(site / "var"), str(records)],
        cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return [float(word) for word in done.stdout.split()]


def main() -> None:
    var, count = Path(sys.argv[1]), int(sys.argv[2])
    os.environ["PORTAL_VAR"] = str(var)
    application = make()
    site = load_site(var / "generations" / (var / "current").read_text(encoding="utf-8").strip())
    email = f"{new_id()}@bench.example"
    record_id = _fill(read_settings(), site, email, count)
    visitor = Visitor(Client(application), f"/{PORTAL}")
    visitor.login(email, PASSWORD)
    lists = f"/{PORTAL}/{site.records[RECORD].address}/"
    asks = {
        "list": _ask(visitor, lists, "Number"),
        "start page": _ask(visitor, f"/{PORTAL}/", "First"),
        "record": _ask(visitor, f"{lists}{record_id}", "Number"),
        "edit form": _ask(visitor, f"{lists}{record_id}/edit", "Number"),
    }
    taken = medians(asks, rounds=ROUNDS, each=EACH, clock=CPU)
    sys.stdout.write(" ".join(str(taken[page]) for page in PAGES) + "\n")


def _fill(settings: Settings, site: Site, email: str, count: int) -> int:
    person, record = site.records["person"].model, site.records[RECORD].model
    engines = open_database(settings).made_by("operator")
    with engines.write.begin() as connection:
        row = {"name": "Ann", "email": email, "active": True}
        ann = connection.execute(insert(person).values(row).returning(person.id)).scalar_one()
        others = {each.key: 7 for each in record.__table__.columns if each.key.startswith("field_")}
        same = {"owner_id": ann, "kind": "small", "state": "open", **others}
        rows = [{"name": f"Number {number}", **same} for number in range(count)]
        made: int = connection.execute(insert(record).values(rows[0]).returning(record.id)).scalar_one()
        connection.execute(insert(record), rows[1:])
        accounts.set_password(connection, accounts.create_account(connection, site, PORTAL, ann), hashed(PASSWORD))
    engines.dispose()
    return made


def _ask(visitor: Visitor, address: str, words: str) -> Callable[[], None]:
    def ask() -> None:
        answer = visitor.client.get(address)
        assert answer.status_code == 200, answer.status
        assert words in answer.text

    return ask


if __name__ == "__main__":
    main()
