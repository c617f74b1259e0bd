"""Opens whatever a portal's pages offer to one person, until there is nothing new. What is found is kept as answers."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.businesses.browsing import Answer, Page, Visitor

FEW = 3
ACTION = re.compile(r"(/[^/]+/[^/]+)/[0-9]+/(edit|delete|files)\b")


@dataclass
class Crawl:
    """`pages` are the HTML pages by address, `files` everything else."""

    visitor: Visitor
    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, Answer] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    _sorts: Counter[str] = field(default_factory=Counter)

    def run(self) -> Crawl:
        waiting = deque([f"{self.visitor.root}/"])
        seen = set(waiting)
        while waiting:
            address = waiting.popleft()
            for found in self._open(address):
                if found not in seen:
                    seen.add(found)
                    if self._wanted(found):
                        waiting.append(found)
        return self

    def _open(self, address: str) -> Iterator[str]:
        answer = self.visitor.get(address)
        if answer.status != 200:
            self.broken.append(f"{answer.status} {address}")
            return
        if not answer.headers["Content-Type"].startswith("text/html"):
            self.files[address] = answer
            return
        page = self.pages[address] = answer.page
        for offered in page.addresses:
            yield from self._own(offered.partition("#")[0])
        for filtered in filters(page):
            yield from self._own(filtered)

    def _own(self, address: str) -> Iterator[str]:
        if address.startswith("/") and not address.endswith("/logout"):
            yield address

    def _wanted(self, address: str) -> bool:
        """Of lists each order, filter, view and page alone, and of all that comes by the dozen a few."""
        parts = urlsplit(address)
        given = parse_qsl(parts.query)
        if len(given) > 1:
            return False
        sort = _sort(parts.path, given)
        self._sorts[sort] += bool(sort)
        return self._sorts[sort] <= FEW


def _sort(path: str, given: list[tuple[str, str]]) -> str:
    """What the address is one of, where a few will do: forms, confirmations, files, filters by a link, downloads."""
    action = ACTION.match(path)
    if action is not None:
        return f"{action[1]} {action[2]}"
    linked = [name for name, value in given if value.isdigit() and not name.startswith("_")]
    if linked:
        return f"{path} {linked[0]}"
    return f"{path} {bool(given)}" if path.endswith((".csv", ".xlsx", "/filter")) else ""


def filters(page: Page) -> Iterator[str]:
    """The addresses of each option of each filter that a list offers, and of a search."""
    for form in page.forms:
        if form.method != "get":
            continue
        hidden = [(each.name, each.values[0]) for each in form.controls if each.kind == "hidden"]
        for control in form.controls:
            wanted = control.values if control.tag == "select" else ["a"] if control.kind == "search" else []
            for value in wanted:
                if value:
                    yield f"{form.action}?{urlencode([*hidden, (control.name, value)])}"
