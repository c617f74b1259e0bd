"""How a change ends: saved, or one of the reasons why it was not: exceptions, with which nothing was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

GENERAL = ""
"""The key of messages that belong to no field."""


@dataclass(frozen=True, slots=True)
class Saved:
    """`repeated`: this very form was saved before; nothing was done now."""

    id: int
    number: str | None = None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person sends. `name` and `media_type` are theirs and not to be trusted; the stream can seek."""

    name: str
    media_type: str
    stream: BinaryIO


class Refused(Exception):  # noqa: N818 - named as an outcome
    """The values do not fit: field -> messages for the person; "" holds those that belong to no field."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__("; ".join(message for messages in errors.values() for message in messages))
        self.errors = {name: list(messages) for name, messages in errors.items()}


class Missing(Exception):  # noqa: N818
    """There is no such record, or the person may not see it: nobody can tell which."""


class Forbidden(Exception):  # noqa: N818
    """The person sees the record type, but may not do this; `words` say what."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class NotNow(Exception):  # noqa: N818
    """The person may make this move at some time, but not now. `state` is the present one in words, "" where they do
    not see it; `moves` are those that are open to them."""

    def __init__(self, state: str, moves: Sequence[str]) -> None:
        super().__init__(f"not now: {state}")
        self.state, self.moves = state, tuple(moves)


class Conflict(Exception):  # noqa: N818
    """Somebody changed the record meanwhile; it now has the revision `revision`."""

    def __init__(self, revision: int) -> None:
        super().__init__(f"changed meanwhile; now revision {revision}")
        self.revision = revision
