"""Random tokens for sessions, links and drafts. The database keeps only their hashes."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Token:
    """`text` goes to the person and nowhere else; `digest` is what is stored."""

    text: str = field(repr=False)
    digest: str


def fresh_token() -> Token:
    """256 random bits."""
    text = secrets.token_urlsafe(32)
    return Token(text, digest(text))


def digest(text: str) -> str:
    """A plain hash suffices: the text is random, so there is nothing to guess."""
    return hashlib.sha256(text.encode()).hexdigest()
