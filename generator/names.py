"""Names of the spec language: of record types, fields, rules, portals and so on."""

from __future__ import annotations

import re

NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
LONGEST = 41
SHOWN = 40
BUILT_IN = ("id", "created", "created_by", "updated", "updated_by", "revision")
"""Fields of every record: to be seen, listed and named in rules, not to be entered."""


def as_name(text: str) -> str:
    """The nearest name: `Return request` gives `return_request`; "" if nothing is left."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text)
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_0123456789")


def shown(text: str) -> str:
    """What an analyst typed, fit for one line of a message."""
    line = "".join(character if character.isprintable() else "\ufffd" for character in text[: SHOWN + 1])
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
