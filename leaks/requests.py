"""What the walk sends and gets: requests and answers as plain values. Nothing is sent here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as its page gives it, sent with other values: `page` is fetched first, `values` replace what is in it."""

    page: str
    values: Pairs = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """`right` stands in the request, and is something of a row or cell that the person may not see.

    The same request with `wrong`, which there is not, must be answered alike, but for the guess itself.
    """

    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Request:
    """`path` is below the portal's address. `body`: a form to be filled, or JSON text; None: no body.

    `refused`: the answer must be 4xx, and nothing in the database may change. `session`: the portal whose session is
    shown instead of one's own ("-": none at all). `telling`: it tells more
    than others of its kind, and so comes sooner.
    """

    kind: str
    path: str
    method: str = "GET"
    query: Pairs = ()
    body: Filled | str | None = None
    record: str = ""
    record_id: int | None = None
    field: str = ""
    expects: str = ""
    refused: bool = False
    guess: Guess | None = None
    session: str = ""
    telling: bool = False

    @property
    def target(self) -> str:
        """The path with its parameters."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path

    @property
    def text(self) -> str:
        """All that the request says, to know what an answer only repeats."""
        said = self.body.values if isinstance(self.body, Filled) else self.body or ""
        return f"{self.path} {self.query} {said}"

    def guessed(self) -> Request:
        """The same request with the wrong guess."""
        assert self.guess is not None
        right, wrong = self.guess.right, self.guess.wrong
        return replace(
            self,
            path=self.path.replace(right, wrong),
            query=_replaced(self.query, right, wrong),
            body=_replaced_body(self.body, right, wrong),
            guess=None,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` as they came, names in lower case."""

    status: str
    headers: Pairs
    body: bytes

    @property
    def code(self) -> int:
        return int(self.status[:3])

    def header(self, name: str) -> str:
        return next((value for each, value in self.headers if each == name), "")

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def is_page(self) -> bool:
        return self.header("content-type").startswith("text/html")


def as_json(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _replaced(pairs: Pairs, right: str, wrong: str) -> Pairs:
    return tuple((name.replace(right, wrong), value.replace(right, wrong)) for name, value in pairs)


def _replaced_body(body: Filled | str | None, right: str, wrong: str) -> Filled | str | None:
    if isinstance(body, Filled):
        return Filled(body.page.replace(right, wrong), _replaced(body.values, right, wrong))
    return None if body is None else body.replace(right, wrong)
