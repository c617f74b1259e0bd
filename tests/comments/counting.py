"""Counts the statements of requests about one repair, in a process of its own: `python -m … VAR EMAIL PASSWORD ID`.

Prints, as JSON, the statements of its page and those of adding a comment to it.
"""

from __future__ import annotations

import json
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
        read_settings({}, var=var), var / "generations" / (var / "current").read_text().strip()
    )
    visitor = Visitor(Client(application), "/workshop")
    visitor.login(email, password)
    seen: list[str] = []
    event.listen(Engine, "before_cursor_execute", lambda _connection, _cursor, text, *_others: seen.append(text))
    counted: dict[str, list[str]] = {}
    for _ in range(2):  # the first one of a kind may look at more
        seen.clear()
        assert visitor.get(f"/repairs/{repair}").status_code == 200
        counted["page"] = [*seen]
        seen.clear()
        assert visitor.submit(f"/repairs/{repair}/comment", {"text": "Counted"}).status_code == 303
        counted["comment"] = [*seen]
    sys.stdout.write(json.dumps(counted))


if __name__ == "__main__":
    main()
