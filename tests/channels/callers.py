"""A caller who sends whatever it wants: any method, path, header and body, over a connection of its own."""

import http.client
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.sites.place import Place

HIDDEN = re.compile(r'<input type="hidden" name="(csrf_token|form_token|revision)" value="([^"]*)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ROOT = "/board"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Message
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def whole(self) -> tuple[int, list[tuple[str, str]], bytes]:
        """Everything but the date."""
        return self.status, [each for each in self.headers.items() if each[0] != "Date"], self.content


class Caller:
    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies = SimpleCookie()

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, headers=headers)

    def post(self, path: str, values: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Answer:
        """As a form is sent: with the tokens of the page at this address, unless `values` has others."""
        hidden = dict(HIDDEN.findall(self.get(path).text))
        return self.send("POST", path, urlencode({**hidden, **values}).encode(), {**FORM, **(headers or {})})

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body, {**(headers or {}), **({"Cookie": cookie} if cookie else {})})
            response = connection.getresponse()
            for line in response.headers.get_all("Set-Cookie", []):
                self.cookies.load(line)
            return Answer(response.status, response.headers, response.read())

    def token(self) -> str:
        """The token of this session, which every form of the portal takes."""
        return dict(HIDDEN.findall(self.get(f"{ROOT}/notes/new").text))["csrf_token"]


@dataclass(frozen=True, slots=True)
class Board:
    """The served notice board; the caller of `ada` is one of the rowers, the other club are the sailors."""

    place: Place

    def caller(self, email: str = "ada@rowers.example") -> Caller:
        [account] = [each for each in self.place.accounts() if each.email == email]
        caller = Caller(self.place.port)
        answer = caller.post(f"{ROOT}/login", {"email": email, "password": account.password})
        assert answer.status == 303, answer.text
        return caller

    def ask(self, statement: str, *values: str | int) -> list[tuple[str | int | None, ...]]:
        with closing(sqlite3.connect(self.place.var / "portal.db", timeout=10)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def note(self, title: str) -> int:
        [[found]] = self.ask("SELECT id FROM note WHERE title = ?", title)
        return int(found or 0)

    def rows(self) -> Sequence[tuple[str | int | None, ...]]:
        """All that a member could have changed."""
        tables = ("note", "person", "club", "portal_file", "portal_history")
        return [row for table in tables for row in self.ask(f"SELECT '{table}', * FROM {table} ORDER BY id")]
