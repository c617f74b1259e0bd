"""What a request of the ticket desk is made of: calls of functions, as a tree. The same on a busy machine.

    DESK_DATABASE_URL=… DESK_PASSWORD=… DESK_WORK=… PORT=… python -m bench.calls list [LEAST]

with the variables and the seeded database of the comparison; `bench/ticket_desk/desk.py prepare` comes first. The
request is one of the adapter's, or create. LEAST: the fewest calls of a branch that is shown [50].
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import psycopg
from werkzeug.test import Client

from bench.ticket_desk import desk
from portal.serve import current_generation
from runtime.serving import load_application
from runtime.site import Portals
from tests.pages.visitor import HIDDEN, Visitor

WARM, COUNTED = 30, 10
"""Requests before the first that is counted, which plan and compile; and those that are."""
LEAST = 50
ROOTS = (f"{desk.ROOT}/", "site-packages/")


@dataclass
class Node:
    """Calls of one function from one place, and below it those that it made; `plain` are of functions in C."""

    calls: int = 0
    plain: int = 0
    below: dict[CodeType, Node] = field(default_factory=dict)

    def total(self) -> int:
        return self.calls + self.plain + sum(each.total() for each in self.below.values())


def main() -> None:
    key, least = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else LEAST
    os.environ.update(desk.environment())
    settings = desk.settings()
    application = load_application(settings, current_generation(settings))
    ask = _asking(application, tomllib.loads((desk.HERE / "adapter.toml").read_text(encoding="utf-8")), key)
    for _ in range(WARM):
        ask()
    counted = count(lambda: [ask() for _ in range(COUNTED)])
    _print(counted, least * COUNTED, 0)


def count(work: Callable[[], object]) -> Node:
    """The calls that `work` makes in this thread."""
    top = Node()
    path = [top]

    def note(frame: FrameType, event: str, _given: Any) -> None:
        if event == "call":
            node = path[-1].below.setdefault(frame.f_code, Node())
            node.calls += 1
            path.append(node)
        elif event == "return" and len(path) > 1:
            path.pop()
        elif event == "c_call":
            path[-1].plain += 1

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return top


def _asking(application: Portals, adapter: dict[str, Any], key: str) -> Callable[[], None]:
    visitor = Visitor(Client(application), "")
    base = {"base_url": f"http://127.0.0.1:{os.environ['PORT']}"}
    login = adapter["login"]
    token = dict(HIDDEN.findall(visitor.get(login["url"], **base).text))
    typed = {"email": "desk" if key.startswith("staff") else "portal", "password": os.environ["DESK_PASSWORD"]}
    assert visitor.post(login["url"], typed | token, **base).status_code == 303
    if key == "create":
        create = adapter["create"]
        filled = {
            name: value.format(subject="Invoice", description="Words") for name, value in create["fields"].items()
        }
        hidden = dict(HIDDEN.findall(visitor.get(create["url"], **base).text))
        filled[create["csrf"]] = hidden[create["csrf"]]  # the token of a form would make all of them one submission
        return lambda: _expect(303, visitor.post(create["url"], filled, **base).status_code)
    address = adapter["requests"][key.removeprefix("staff_")].replace("{id}", str(_latest()))
    return lambda: _expect(200, visitor.get(address, **base).status_code)


def _latest() -> int:
    """A ticket that the customer sees."""
    wanted = "SELECT id FROM public.ticket WHERE account_id = 1 ORDER BY updated_at DESC LIMIT 1"
    with psycopg.connect(os.environ["DESK_DATABASE_URL"]) as connection:
        row = connection.execute(wanted).fetchone()
    assert row is not None
    return int(row[0])


def _expect(wanted: int, status: int) -> None:
    assert status == wanted, status


def _print(node: Node, least: int, depth: int) -> None:
    for code, each in sorted(node.below.items(), key=lambda pair: -pair[1].total()):
        if each.total() >= least:
            often = "" if each.calls == COUNTED else f" x{each.calls / COUNTED:g}"
            sys.stdout.write(f"{'  ' * depth}{each.total() / COUNTED:.0f} {_place(code)}{often}\n")
            _print(each, least, depth + 1)


def _place(code: CodeType) -> str:
    file = Path(code.co_filename).as_posix()
    for root in ROOTS:
        file = file.rpartition(root)[2]
    return f"{file}:{code.co_name}"


if __name__ == "__main__":
    main()
