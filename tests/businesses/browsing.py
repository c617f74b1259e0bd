"""A person at the portals by plain HTTP: keeps cookies, follows no redirect by itself, reads pages as they come."""

from __future__ import annotations

import http.client
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

Given = Sequence[tuple[str, str]]
VOID = frozenset({"input", "img", "br", "hr", "meta", "link"})


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def page(self) -> Page:
        page = Page()
        page.feed(self.text)
        return page


@dataclass
class Control:
    """An input, select or text area of a form."""

    tag: str
    name: str
    kind: str
    attributes: Mapping[str, str]
    values: list[str] = field(default_factory=list)
    """What it offers (a select, ticks) or holds."""
    chosen: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    controls: list[Control] = field(default_factory=list)


class Page(HTMLParser):
    """What a page offers: addresses, forms, the facts of a record."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.rows: list[str] = []
        """The addresses of the records of a list."""
        self.forms: list[Form] = []
        self.facts: list[tuple[str, str]] = []
        """Label and text, in their order."""
        self.count = ""
        self._open: list[str] = []
        self._row = self._counting = False
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        self.addresses += [own[name] for name in ("href", "src") if name in own]
        if tag == "th":
            self._row = own.get("scope") == "row"
        if tag == "a" and self._row:
            self.rows.append(own["href"])
        if tag == "p":
            self._counting = own.get("class") == "count"
        if tag in ("dt", "dd") or (tag == "p" and self._counting):
            self._text = []
        if tag == "form":
            self.forms.append(Form(own.get("action", ""), own.get("method", "get")))
        if tag in ("input", "select", "textarea", "option"):
            self._control(tag, own)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        words = " ".join("".join(self._text).split())
        if tag == "dt":
            self.facts.append((words, ""))
        if tag == "dd" and not words.startswith("Change"):
            self.facts[-1] = (self.facts[-1][0], words)
        if tag == "p" and self._counting:
            self.count, self._counting = words, False
        if tag == "th":
            self._row = False

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        if self._open and self._open[-1] == "textarea" and self.forms:
            self.forms[-1].controls[-1].values.append(data)

    def _control(self, tag: str, own: Mapping[str, str]) -> None:
        if not self.forms:
            return
        if tag == "option":
            select = self.forms[-1].controls[-1]
            select.values.append(own.get("value", ""))
            if "selected" in own:
                select.chosen.append(own.get("value", ""))
            return
        control = Control(tag, own.get("name", ""), own.get("type", tag), own)
        if tag == "input":
            control.values.append(own.get("value", ""))
            if control.kind not in ("checkbox", "radio") or "checked" in own:
                control.chosen.append(own.get("value", ""))
        self.forms[-1].controls.append(control)

    @property
    def form(self) -> Form:
        """The form that changes something."""
        return next(form for form in self.forms if form.method == "post")

    @property
    def number(self) -> int:
        """How many records the list says it has."""
        return int(self.count.split()[0].replace(",", "")) if self.count else 0


class Visitor:
    """One person in one portal; `root` is the portal's address."""

    def __init__(self, site: str, root: str) -> None:
        self.root = root
        self._host = urlsplit(site).netloc
        self._cookies: SimpleCookie = SimpleCookie()

    def log_in(self, email: str, password: str) -> None:
        page = self.get(f"{self.root}/login").page
        hidden = [(each.name, each.values[0]) for each in page.form.controls if each.kind == "hidden"]
        answer = self.post(f"{self.root}/login", [*hidden, ("email", email), ("password", password)])
        assert answer.status == 303, answer.text

    def get(self, path: str) -> Answer:
        return self._send("GET", path, None, {})

    def post(self, path: str, values: Given, files: Iterable[tuple[str, Upload]] = ()) -> Answer:
        files = list(files)
        if not files:
            kind, body = "application/x-www-form-urlencoded", urlencode(list(values)).encode()
        else:
            kind, body = multipart(values, files)
        return self._send("POST", path, body, {"Content-Type": kind})

    def _send(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in self._cookies.items())
        connection = http.client.HTTPConnection(self._host, timeout=60)
        try:
            connection.request(method, path, body, {**headers, **({"Cookie": cookie} if cookie else {})})
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie", []):
                self._cookies.load(line)
            return Answer(answer.status, dict(answer.headers.items()), answer.read())
        finally:
            connection.close()


def multipart(values: Given, files: Sequence[tuple[str, Upload]]) -> tuple[str, bytes]:
    boundary = secrets.token_hex(16)
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in values]
    parts += [
        f'Content-Disposition: form-data; name="{name}"; filename="{file.name}"\r\n'.encode()
        + b"Content-Type: application/octet-stream\r\n\r\n"
        + file.content
        for name, file in files
    ]
    start = f"--{boundary}\r\n".encode()
    body = b"".join(start + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", body


def record_id(address: str) -> int:
    """The id in the address of a record's page."""
    found = re.search(r"/([0-9]+)$", address)
    assert found, address
    return int(found[1])
