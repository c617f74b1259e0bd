"""The site's secret: one file, made on the first start, from which every portal's keys are derived."""

from __future__ import annotations

import hmac
import os
import secrets
import stat
from pathlib import Path

from runtime.settings import StartError

LENGTH = 32
_PLACEHOLDERS = (
    b"changeme",
    b"change-me",
    b"change_me",
    b"secret",
    b"password",
    b"thisismyscretkey",
    b"example",
    b"default",
)


def site_secret(path: Path) -> bytes:
    """The secret in `path`, made there first if there is none. Raises StartError when it is open to others or weak."""
    try:
        if not path.exists():
            _make(path)
        return _checked(path)
    except OSError as error:
        raise StartError(f"The secret file {path} cannot be used: {error.strerror}.") from None


def derive(secret: bytes, purpose: str) -> str:
    """A key of its own for `purpose`; none of them tells anything about another or about the secret."""
    return hmac.new(secret, b"portalwright:" + purpose.encode(), "sha256").hexdigest()


def _make(path: Path) -> None:
    """Written aside and linked into place, so that two processes starting at once agree on one secret."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(LENGTH))
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass  # the other process was first: its secret counts
    finally:
        aside.unlink()


def _checked(path: Path) -> bytes:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise StartError(f"The secret file {path} can be read by others (mode {mode:04o}); run: chmod 600 {path}")
    secret = path.read_bytes()
    if len(secret) < LENGTH:
        raise StartError(f"The secret file {path} holds {len(secret)} bytes; it needs {LENGTH} or more. {_REMEDY}")
    if _is_weak(secret):
        raise StartError(f"The secret file {path} holds a value that can be guessed. {_REMEDY}")
    return secret


_REMEDY = "Delete it, and the next start makes a good one (everybody logs in again)."


def _is_weak(secret: bytes) -> bool:
    """Placeholders of examples, and repetitions: 32 random bytes, or their hex digits, use ten values and more."""
    lowered = secret.lower()
    return len(set(secret)) < 10 or any(each in lowered for each in _PLACEHOLDERS)
