"""A process of its own, since it loads a generation: `python -m tests.walks.pages VAR URL PORTAL SORT…`."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from portal.serve import current_generation
from runtime.engine import open_engines
from runtime.scope.asked import List, statements_of
from runtime.scope.bindings import Bindings
from runtime.scope.order import Sort
from runtime.scope.policy import Policy
from runtime.settings import read_settings
from runtime.site import load_site
from runtime.smoke.somebody import somebody

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN (COSTS OFF)"}


def main(var: Path, url: str, portal: str, sorts: list[str]) -> None:
    site = load_site(current_generation(read_settings({"DATABASE_URL": url}, var=var)))
    engines, policy, found = open_engines(url).made_by("operator"), Policy(site, portal, ""), []
    with engines.read.connect() as connection:
        who = somebody(connection, site, site.portals[portal], "")
        assert who is not None
        for sort in sorts:
            of = List("parcel", None, Sort(sort.removeprefix("-"), sort.startswith("-")))
            rows, _ = statements_of(of, policy, connection.dialect)
            given = rows.shape.parameters(Bindings(who, datetime.now(UTC), ZoneInfo("UTC")).having(rows.own))
            steps = connection.exec_driver_sql(f"{EXPLAIN[connection.dialect.name]} {rows.shape.text}", given)
            found.append("\n".join(str(step[-1]) for step in steps))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
