"""Somebody at a browser, as far as the server can tell: one connection, cookies, gzip, and what the form sends."""

from __future__ import annotations

import gzip
import http.client
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

Pairs = tuple[tuple[str, str], ...]
FRESH = 3.0
"""Seconds that a connection may have been idle; the server closes it after five."""
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` is whole: a body that was cut is an error of the connection."""

    status: int
    text: str
    location: str
    seconds: float


@dataclass
class Browser:
    """`base` is the site's address; `repeated`: how often a request was made again on a new connection."""

    base: str
    repeated: int = 0
    _cookies: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None
    _used: float = 0.0

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, pairs: Pairs) -> Answer:
        return self._ask("POST", path, urlencode(pairs).encode())

    def open(self, path: str) -> http.client.HTTPResponse:
        """To be read piece by piece, as it comes; not in gzip."""
        connection = self._connected()
        connection.request("GET", path, headers={"Sec-Fetch-Site": "same-origin", "Cookie": self._cookie})
        return connection.getresponse()

    def forget(self) -> None:
        """As one that was just installed."""
        self._cookies.clear()

    def _ask(self, method: str, path: str, body: bytes | None) -> Answer:
        """Raises OSError or HTTPException where no whole answer comes."""
        headers = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        if self._cookies:
            headers["Cookie"] = self._cookie
        start = time.monotonic()
        response = self._answered(method, path, body, headers)
        content = response.read()
        self._used = time.monotonic()
        self._keep(response)
        if response.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        location = urlsplit(response.headers.get("Location") or "")
        onward = f"{location.path}?{location.query}" if location.query else location.path
        return Answer(response.status, content.decode(errors="replace"), onward, self._used - start)

    @property
    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _answered(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        """A kept connection may end at the very moment of a request: browsers then ask again, if it changes nothing."""
        is_kept = self._connection is not None
        try:
            return self._begun(method, path, body, headers)
        except (ConnectionError, http.client.RemoteDisconnected):
            if not is_kept or method != "GET":
                raise
            self.repeated += 1
            self._drop()
            return self._begun(method, path, body, headers)

    def _begun(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        connection = self._connected()
        connection.request(method, path, body, headers)
        return connection.getresponse()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None or time.monotonic() - self._used > FRESH:
            self._drop()
            self._connection = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=PATIENCE)
        return self._connection

    def _keep(self, response: http.client.HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, rest = line.partition("=")
            self._cookies[name] = rest.partition(";")[0]
