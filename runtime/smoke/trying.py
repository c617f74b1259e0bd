"""Makes the pages and notes what failed, in words for the analyst: the page, the sort of exception, the line."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError

from runtime.faults import place_of
from runtime.smoke.pages import Page, Place
from runtime.smoke.posing import Posing

SAFE_WORDS = re.compile(r"no such (?:table|column|function): [\w.]+")
"""What a database says that holds names of the schema only; the rest may quote values of people."""
ENOUGH = 20
"""Failures after which the rest would say no more."""


@dataclass(slots=True)
class Trial:
    """`apps` are the portals' by key, "" the site's own; `base_url` is the site's address."""

    apps: Mapping[str, Flask]
    posing: Posing
    base_url: str
    failures: list[str] = field(default_factory=list)
    made: int = 0
    _listed: dict[Place, str] = field(default_factory=dict)
    _moves: dict[Place, str] = field(default_factory=dict)
    _clients: dict[Place, FlaskClient] = field(default_factory=dict)

    def run(self, pages: list[Page], until: float, begin: Callable[[Page], None]) -> int:
        """Makes pages until they are made or the time is over; how many were left out. `begin` is told each."""
        with _faults() as faults:
            for place, page in enumerate(pages):
                if time.monotonic() > until or len(self.failures) >= ENOUGH:
                    return len(pages) - place
                begin(page)
                self._make(page, faults)
        return 0

    def _make(self, page: Page, faults: list[BaseException]) -> None:
        faults.clear()
        found = {"first": self._listed, "move": self._moves}.get(page.kind)
        address = page.address if found is None else found.get(page.place)
        if address is None:
            return
        status, text = self._get(page, address)
        self.made += 1
        self._note(page, text)
        if page.is_wrong(status):
            self.failures.append(f"{page.words}: {_words(status, faults)}")

    def _note(self, page: Page, text: str) -> None:
        """The first record that the page links to, and the first move that it offers."""
        for noted, end in ((self._listed, ""), (self._moves, "/do/[a-z0-9_]+")):
            first = re.search(rf'(?:href|action)="[^"]*({re.escape(page.address)}[1-9][0-9]*{end})"', text)
            if first is not None:
                noted[page.place] = first.group(1)

    def _get(self, page: Page, address: str) -> tuple[int, str]:
        at = page.portal.at if page.portal else ""
        answer = self._client(page).get(address, base_url=f"{self.base_url}{at}/")
        return answer.status_code, answer.text

    def _client(self, page: Page) -> FlaskClient:
        key, role, _ = page.place
        who = key, role, ""
        if who not in self._clients:
            client = self.apps[key].test_client()
            if page.portal is not None and page.role is not None:
                token = self.posing.sessions[page.portal.key].pose(page.role)
                with client.session_transaction(base_url=f"{self.base_url}{page.portal.at}/") as session:
                    session["_user_id"], session["_fresh"] = token, True
            self._clients[who] = client
        return self._clients[who]


def _words(status: int, faults: list[BaseException]) -> str:
    if not faults:
        return f"answers {status}"
    error = faults[-1]
    driver = getattr(error, "orig", None) if isinstance(error, DBAPIError) else None
    found = SAFE_WORDS.search(str(driver))
    return f"{type(driver or error).__name__} {place_of(error)}{': ' + found.group() if found else ''}"


@contextmanager
def _faults() -> Iterator[list[BaseException]]:
    """The exceptions that error pages were made of; they are logged there, and nowhere else meanwhile."""
    found: list[BaseException] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info and record.exc_info[1]:
                found.append(record.exc_info[1])

    logger, listener = logging.getLogger("runtime"), Listener()
    logger.addHandler(listener)
    before, logger.propagate = logger.propagate, False
    try:
        yield found
    finally:
        logger.removeHandler(listener)
        logger.propagate = before
