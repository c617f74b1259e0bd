"""Somebody who sends what no browser would, over a plain connection, and knows the forms by heart."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from tests.sites.place import Account

HIDDEN = re.compile(r'<input type="hidden" name="csrf_token" value="([^"]*)">')
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True, slots=True)
class File:
    """A part of a form that says it is a file."""

    name: str
    file_name: str
    body: bytes


@dataclass
class Attacker:
    """Logged in to one portal at `root`; `cookies` and `token` are what a browser would keep."""

    port: int
    root: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def login(self, account: Account) -> None:
        self.token = self._token("/login")
        answer = self.post("/login", [("email", account.email), ("password", account.password)])
        assert answer.status == 303, answer.text
        self.token = self._token("/logout")

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        return self.send("GET", f"{path}?{urlencode(query, errors='surrogatepass')}" if query else path)

    def post(self, path: str, data: Pairs) -> Answer:
        pairs = [("csrf_token", self.token), *data]
        body = urlencode(pairs, errors="surrogatepass").encode()
        return self.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, path: str, data: Pairs, files: Iterable[File] = ()) -> Answer:
        texts = [_part(f'name="{name}"', value.encode()) for name, value in [("csrf_token", self.token), *data]]
        sent = [_part(f'name="{each.name}"; filename="{each.file_name}"', each.body) for each in files]
        return self.send_parts(path, [*texts, *sent])

    def send_parts(self, path: str, parts: Iterable[bytes]) -> Answer:
        mark = secrets.token_hex(8)
        body = b"".join(b"--%s\r\n%s\r\n" % (mark.encode(), part) for part in parts) + b"--%s--\r\n" % mark.encode()
        return self.send("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        own = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        connection.request(method, f"{self.root}{path}", body, {**own, **(headers or {})})
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        found = Answer(answer.status, answer.headers.get("Location", ""), dict(answer.headers), answer.read())
        connection.close()
        return found

    def _token(self, path: str) -> str:
        found = HIDDEN.search(self.get(path).text)
        assert found, f"{path} has no form"
        return found[1]


def _part(disposition: str, body: bytes) -> bytes:
    return f"Content-Disposition: form-data; {disposition}\r\n\r\n".encode() + body


def attacker_of(account: Account) -> Attacker:
    parts = urlsplit(account.url)
    assert parts.port
    attacker = Attacker(parts.port, parts.path.rstrip("/"))
    attacker.login(account)
    return attacker
