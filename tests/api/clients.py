"""Another system that talks to the depot: JSON over a connection of its own, with a token or without."""

import http.client
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import urlencode

import psycopg

from tests.sites.place import Place

JSON = {"Content-Type": "application/json"}
HERE = {"client": "/clients", "office": "/office"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Message
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def result(self) -> Any:
        return self.json["result"]

    @property
    def whole(self) -> tuple[int, list[tuple[str, str]], bytes]:
        """Everything but the date."""
        return self.status, [each for each in self.headers.items() if each[0] != "Date"], self.content


@dataclass(frozen=True, slots=True)
class Client:
    """`root` is the interface's address; `headers` are sent with every request."""

    port: int
    root: str
    headers: Mapping[str, str]

    def get(self, path: str, **parameters: str) -> Answer:
        return self.send("GET", f"{path}?{urlencode(parameters)}" if parameters else path)

    def post(self, path: str, body: object) -> Answer:
        return self.send("POST", path, json.dumps(body).encode(), JSON)

    def put(self, path: str, body: object) -> Answer:
        return self.send("PUT", path, json.dumps(body).encode(), JSON)

    def delete(self, path: str) -> Answer:
        return self.send("DELETE", path)

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, f"{self.root}{path}", body, {**self.headers, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())


@dataclass(frozen=True, slots=True)
class Depot:
    """The served depot: ada and max (a manager) are of one firm, bert and cora of another; pia and cem are clerks."""

    place: Place

    def nobody(self, portal: str = "client") -> Client:
        return Client(self.place.port, f"{HERE[portal]}/api/v1", {})

    def login(self, name: str, portal: str = "client") -> Answer:
        return self.nobody(portal).post("/login", self.words(name, portal))

    def words(self, name: str, portal: str = "client") -> dict[str, str]:
        """What signs somebody in, by their first name."""
        found = next(each for each in self.place.accounts() if each.portal == portal and each.email.startswith(name))
        return {"email": found.email, "password": found.password}

    def client(self, name: str, portal: str = "client") -> Client:
        token = self.login(name, portal).json["access_token"]
        return Client(self.place.port, f"{HERE[portal]}/api/v1", {"Authorization": f"Bearer {token}"})

    def ask(self, statement: str, *values: str | int) -> list[tuple[Any, ...]]:
        if self.place.database_url is not None:
            statement = statement.replace("%", "%%").replace("?", "%s")
        with closing(self._connected()) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def _connected(self) -> Any:
        """To the database itself, past the portal."""
        if self.place.database_url is None:
            return sqlite3.connect(self.place.var / "portal.db", timeout=10)
        return psycopg.connect(self.place.database_url.replace("+psycopg", ""))

    def parcel(self, contents: str) -> str:
        [[found]] = self.ask("SELECT id FROM parcel WHERE contents = ?", contents)
        return str(found)

    def rows(self) -> Sequence[tuple[Any, ...]]:
        """All that somebody could have changed."""
        tables = ("parcel", "firm", "person", "clerk", "hint", "parcel_helpers", "portal_file", "portal_history")
        return [row for table in tables for row in self.ask(f"SELECT '{table}', * FROM {table} ORDER BY 2, 3")]
