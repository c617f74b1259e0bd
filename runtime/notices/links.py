"""Addresses at which somebody ends mails of a kind without logging in. They do nothing else, and tell nothing."""

from __future__ import annotations

import hmac

PURPOSE = "notices"
LENGTH = 40


def signature(secret: str, account: int, mail: str) -> str:
    return hmac.new(secret.encode(), f"{account}:{mail}".encode(), "sha256").hexdigest()[:LENGTH]


def is_signed(secret: str, account: int, mail: str, given: str) -> bool:
    return hmac.compare_digest(signature(secret, account, mail).encode(), given.encode(errors="replace"))


def path_to_end(secret: str, account: int, mail: str) -> str:
    """Below the portal of the account."""
    return f"/my-notices/off/{account}/{mail}/{signature(secret, account, mail)}"
