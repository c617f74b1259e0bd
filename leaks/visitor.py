"""One person at the portals, in this process: logs in as people do, sends requests, keeps the session as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from werkzeug.test import Client, TestResponse

from leaks.forms import read_form
from leaks.requests import Answer, Filled, Pairs, Request
from leaks.world import Person

HOST = "http://127.0.0.1"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
API = "/api/v1"
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class LoginError(Exception):
    """A person of the world does not get in: the world is wrong, or the login is."""


@dataclass(slots=True)
class Visitor:
    """`root` is the portal's address. `cookies`, `token` and `bearer` belong to the session."""

    person: Person
    root: str
    _client: Client
    _address: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    bearer: str = ""
    _forms: dict[str, Pairs] = field(default_factory=dict)

    def send(self, request: Request, sessions: Mapping[str, Visitor] | None = None) -> Answer:
        """`sessions`: the visitors whose sessions a request may show instead, by portal."""
        other = (sessions or {}).get(request.session)
        body = self._filled(request.body) if isinstance(request.body, Filled) else request.body
        cookies = self._cookies_for(request, other)
        bearer = "" if request.session == "-" else (other or self).bearer
        return self._open(request.method, request.target, body, cookies, bearer if API in request.path else "")

    def forget_forms(self) -> None:
        self._forms.clear()

    def _cookies_for(self, request: Request, other: Visitor | None) -> Mapping[str, str]:
        """Another portal's session under the name that this one's has."""
        if request.session == "-":
            return {}
        if other is None:
            return self.cookies
        return dict(zip(self.cookies, other.cookies.values(), strict=False))

    def _filled(self, form: Filled) -> Pairs:
        if form.page not in self._forms:
            self._forms[form.page] = read_form(self._open("GET", form.page, None, self.cookies, "").text)
        names = {name for name, _ in form.values}
        kept = [(name, value) for name, value in self._forms[form.page] if name not in names | {"csrf_token"}]
        return (*kept, ("csrf_token", self.token), *form.values)

    def _open(
        self, method: str, path: str, body: Pairs | str | None, cookies: Mapping[str, str], bearer: str
    ) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
        if bearer:
            headers["Authorization"] = f"Bearer {bearer}"
        data = None if body is None else body if isinstance(body, str) else _by_name(body)
        response = self._client.open(
            self.root + path,
            method=method,
            base_url=HOST,
            data=data,
            content_type="application/json" if isinstance(body, str) else None,
            headers=headers,
            environ_overrides={"REMOTE_ADDR": self._address},
        )
        return _read(response)

    def log_in(self) -> None:
        """Raises LoginError."""
        self.cookies = {}
        page = self._keeping(self._open("GET", "/login", None, {}, ""))
        found = TOKEN.search(page.text)
        values = (("email", self.person.email), ("password", self.person.password))
        token = (("csrf_token", unescape(found[1])),) if found else ()
        answer = self._keeping(self._open("POST", "/login", (*values, *token), self.cookies, ""))
        if answer.code != 303:
            raise LoginError(f"{self.person.email} does not get into {self.person.portal}: {answer.status}")
        asked = TOKEN.search(self._keeping(self._open("GET", "/logout", None, self.cookies, "")).text)
        self.token = unescape(asked[1]) if asked else ""

    def log_in_to_api(self) -> None:
        """Raises LoginError."""
        body = json.dumps({"email": self.person.email, "password": self.person.password})
        answer = self._open("POST", f"{API}/login", body, {}, "")
        if answer.code != 200:
            raise LoginError(f"{self.person.email} does not get into the API of {self.person.portal}: {answer.status}")
        self.bearer = json.loads(answer.body)["access_token"]

    def _keeping(self, answer: Answer) -> Answer:
        for name, value in answer.headers:
            if name == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer


def make_visitor(application: Wsgi, person: Person, root: str, place: int) -> Visitor:
    """Each from an address of its own, so that limits by address bind nobody else."""
    address = f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}"
    return Visitor(person, root, Client(application, use_cookies=False), address)


def _by_name(pairs: Pairs) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _read(response: TestResponse) -> Answer:
    body = response.get_data()
    response.close()
    return Answer(response.status, tuple((name.lower(), value) for name, value in response.headers), body)
