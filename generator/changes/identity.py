"""Ids and stored names for what is new: made of nothing but the lock, so that plan, check, apply and branches agree."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Set
from itertools import count

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 6


def fresh_id(path: str, kind: str, taken: Container[str]) -> str:
    """The id of a new thing: the first of its row that nothing ever had."""
    candidates = (_digest(f"{path} {kind} {number}") for number in count())
    return next(candidate for candidate in candidates if candidate not in taken)


def free_name(name: str, id_: str, wanted: Set[str], taken: Set[str]) -> str:
    """The stored name of a new thing: its name, or with its id where the database has something that it `wanted`."""
    return name if wanted.isdisjoint(taken) else f"{name}_{id_}"


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])
