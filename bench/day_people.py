"""What people do in a mixed day, and how often. Each act finds its way by the links of the pages, as people do; none
knows what the site is about.
"""

from __future__ import annotations

import http.client
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

from bench.browser import Answer, Browser
from leaks.forms import read_form

LISTS = re.compile(r'href="(/[\w-]+/[\w-]+/)(?:\?[^"]*)?"')
RECORDS = re.compile(r'<th scope="row"[^>]*><a href="(/[\w-]+/[\w-]+/\d+)"')
EXPORTS = re.compile(r'href="(/[\w-]+/[\w-]+\.csv[^"]*)"')
FORMS = re.compile(r'href="(/[\w-]+/[\w-]+/(?:new|\d+/edit))[?"]')
MOVES = re.compile(r'(?:href|action)="(/[\w-]+/[\w-]+/\d+/do/\w+)[?"]')
LOOKS = 4
WORDS = ("a", "error", "label", "scanner", "2026", "update", "TCK", "north", "order", "printer")
GONE = frozenset({404, 409})
"""Somebody else was faster."""
REFUSED = 422
"""The form lacks something that only a person would know."""


class DayError(Exception):
    """An answer that nobody should get."""


@dataclass(frozen=True, slots=True)
class Request:
    kind: str
    status: int
    seconds: float


@dataclass
class Person:
    """`home` is the portal's address; `seen` are the records of the last list."""

    browser: Browser
    home: str
    email: str
    password: str
    chance: random.Random
    done: list[Request] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def note(self, kind: str, answer: Answer, *expected: int) -> Answer:
        """Raises DayError where it is another answer."""
        self.done.append(Request(kind, answer.status, answer.seconds))
        if answer.status not in expected:
            raise DayError(f"{kind}: {answer.status} {answer.location} for {self.email}")
        return answer


def log_in(person: Person) -> None:
    person.browser.forget()
    page = person.note("log in: form", person.browser.get(f"{person.home}login"), 200)
    pairs = dict(read_form(page.text)) | {"email": person.email, "password": person.password}
    person.note("log in", person.browser.post(f"{person.home}login", tuple(pairs.items())), 303)
    page = person.note("home", person.browser.get(person.home), 200)
    person.lists = sorted({each for each in LISTS.findall(page.text) if each.startswith(person.home)})


def list_(person: Person) -> None:
    path = person.chance.choice(person.lists)
    answer = person.note(
        "list", person.browser.get(path + person.chance.choice(["", "?_size=50", "?_page=2"])), 200, 303
    )
    person.seen = RECORDS.findall(answer.text) or person.seen


def search(person: Person) -> None:
    path, word = person.chance.choice(person.lists), person.chance.choice(WORDS)
    person.note("search", person.browser.get(f"{path}?q={word}"), 200)


def read(person: Person) -> Answer | None:
    if not person.seen:
        return None
    path = person.chance.choice(person.seen)
    return person.note("read", person.browser.get(path), 200, *GONE)


def create(person: Person) -> None:
    page = person.note("list", person.browser.get(person.chance.choice(person.lists)), 200)
    found = FORMS.search(page.text)
    if found:
        _fill_in(person, "create", found[1])


def edit(person: Person) -> None:
    page = read(person)
    found = FORMS.search(page.text) if page else None
    if found:
        _fill_in(person, "edit", found[1])


def move(person: Person) -> None:
    """Of the first record that can be moved, of a few."""
    for _ in range(LOOKS):
        page = read(person)
        found = MOVES.findall(page.text) if page else []
        if found:
            _fill_in(person, "move", person.chance.choice(found))
            return
        list_(person)


def export(person: Person) -> None:
    page = person.note("list", person.browser.get(person.chance.choice(person.lists)), 200)
    found = EXPORTS.search(page.text)
    if found:
        answer = person.note("export", person.browser.get(unescape(found[1])), 200)
        if not answer.text.startswith("\ufeff") or answer.text.count("\n") < 2:
            raise DayError(f"export: {found[1]} has no rows")


def _fill_in(person: Person, kind: str, path: str) -> None:
    page = person.note(f"{kind}: form", person.browser.get(path), 200, *GONE)
    if page.status == 200:
        person.note(kind, person.browser.post(path, read_form(page.text)), 303, REFUSED, *GONE)


Act = Callable[[Person], object]
SHARES: tuple[tuple[int, Act], ...] = (
    *((3, log_in), (28, list_), (14, search), (30, read), (8, create), (8, edit), (5, move), (4, export)),
)


def live(person: Person, until: float, pause: float) -> list[str]:
    """Until that moment; what went wrong."""
    acts, weights = [act for _, act in SHARES], [share for share, _ in SHARES]
    wrong: list[str] = []
    chosen: Act = log_in
    while time.monotonic() < until:
        try:
            chosen(person)
        except (DayError, OSError, http.client.HTTPException) as error:
            wrong.append(f"{type(error).__name__} in {chosen.__name__}: {error}")
            chosen = log_in
        else:
            chosen = person.chance.choices(acts, weights)[0]
        time.sleep(person.chance.expovariate(1 / pause) if pause else 0)
    return wrong
