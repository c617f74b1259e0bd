"""Counts the statements of requests about one repair, in a process of its own: `python -m … VAR EMAIL PASSWORD ID`.

Prints, as JSON, the statements of its page and those of adding a comment to it, and that of its history with values.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from sqlalchemy import Engine, event
from werkzeug.test import Client

from runtime.serving import load_application
from runtime.settings import read_settings
from tests.pages.visitor import Visitor


def main() -> None:
    var, email, password, repair = Path(sys.argv[1]), *sys.argv[2:5]
    application = load_application(
        read_settings(os.environ, var=var), var / "generations" / (var / "current").read_text().strip()
    )
    visitor = Visitor(Client(application), "/workshop")
    visitor.login(email, password)
    ran: list[tuple[str, object]] = []
    event.listen(Engine, "before_cursor_execute", lambda *given: ran.append((given[2], given[3])))
    found: dict[str, list[object]] = {}
    for _ in range(2):  # the first one of a kind may look at more
        ran.clear()
        assert visitor.get(f"/repairs/{repair}").status_code == 200
        found["page"] = [text for text, _ in ran]
        ran.clear()
        assert visitor.submit(f"/repairs/{repair}/comment", {"text": "Counted"}).status_code == 303
        found["comment"] = [text for text, _ in ran]
    assert visitor.get(f"/repairs/{repair}/history").status_code == 200
    [found["history"]] = [[*each] for each in ran if "JOIN portal_history" in each[0]]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
