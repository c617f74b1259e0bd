"""What the operator decides: environment variables and `.env`, read once into one value. Opens nothing else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

from dotenv import dotenv_values

SPECS, OUT, EXTENSIONS = "PORTAL_SPECS", "PORTAL_OUT", "PORTAL_EXTENSIONS"
"""Variables by which `portal serve` tells its workers the folders of its options."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class StartError(Exception):
    """Why the portals cannot start, in one line for the operator."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Settings:
    """`mail_url` None: mails are kept in `var/mail`. `proxies`: how many trusted proxies stand in front.

    `specs`, `out`, `extensions`: the folders that the site comes from, where `portal serve` told them.
    """

    var: Path
    port: int
    base_url: str
    secret_file: Path
    database_url: str = field(repr=False)
    files_url: str = field(repr=False)
    mail_url: str | None = field(default=None, repr=False)
    proxies: int = 0
    session_idle: timedelta = timedelta(minutes=30)
    session_life: timedelta = timedelta(hours=12)
    reset_life: timedelta = timedelta(minutes=30)
    invitation_life: timedelta = timedelta(hours=72)
    body_limit: int = 32 * 1024 * 1024
    specs: Path | None = None
    out: Path | None = None
    extensions: Path | None = None

    @property
    def secure(self) -> bool:
        """Whether people reach the site by https."""
        return self.base_url.startswith("https:")

    @property
    def hosts(self) -> list[str]:
        """The names by which the site answers; a request for another one is refused."""
        host = urlsplit(self.base_url).hostname or ""
        return ["127.0.0.1", "localhost", "[::1]"] if host in LOOPBACK else [host]


def read_settings(environment: Mapping[str, str] | None = None, *, var: Path | None = None) -> Settings:
    """From `environment`, by default the process's over `.env`; `var` wins over PORTAL_VAR. Raises StartError."""
    known = _process_environment() if environment is None else environment
    folder = (var or Path(known.get("PORTAL_VAR") or "var")).resolve()
    port = _number(known, "PORT", 8080, highest=65535)
    return Settings(
        var=folder,
        port=port,
        base_url=_base_url(known.get("PORTAL_BASE_URL") or f"http://127.0.0.1:{port}"),
        secret_file=Path(known.get("PORTAL_SECRET_FILE") or folder / "secret").resolve(),
        database_url=known.get("DATABASE_URL") or f"sqlite:///{folder / 'portal.db'}",
        files_url=known.get("PORTAL_FILES_URL") or str(folder / "files"),
        mail_url=_mail_url(known.get("PORTAL_MAIL_URL")),
        proxies=_number(known, "PORTAL_PROXIES", 0, highest=10),
        session_idle=timedelta(minutes=_number(known, "PORTAL_SESSION_IDLE_MINUTES", 30)),
        session_life=timedelta(hours=_number(known, "PORTAL_SESSION_HOURS", 12)),
        invitation_life=timedelta(hours=_number(known, "PORTAL_INVITATION_HOURS", 72)),
        body_limit=_number(known, "PORTAL_BODY_MEGABYTES", 32) * 1024 * 1024,
        specs=_folder(known, SPECS),
        out=_folder(known, OUT),
        extensions=_folder(known, EXTENSIONS),
    )


def _folder(known: Mapping[str, str], name: str) -> Path | None:
    return Path(known[name]) if known.get(name) else None


def _process_environment() -> dict[str, str]:
    kept = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**kept, **os.environ}


def _number(known: Mapping[str, str], name: str, default: int, *, highest: int = 100_000) -> int:
    text = known.get(name)
    if not text:
        return default
    lowest = min(default, 1)
    if not text.isascii() or not text.isdigit() or not lowest <= int(text) <= highest:
        raise StartError(f"{name} is {text!r}; it must be a whole number from {lowest} to {highest}.")
    return int(text)


def _base_url(text: str) -> str:
    parts = _split("PORTAL_BASE_URL", text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise StartError(f"PORTAL_BASE_URL is {text!r}; it must look like https://portal.example.com, without a path.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise StartError(f"PORTAL_BASE_URL is {text!r}; plain http is allowed on this machine only, use https.")
    return text.rstrip("/")


def _mail_url(text: str | None) -> str | None:
    if not text:
        return None
    parts = _split("PORTAL_MAIL_URL", text)
    tls = parse_qs(parts.query).get("tls", ["no"])[-1]
    if parts.scheme != "smtp" or not parts.hostname or tls not in {"starttls", "tls", "no"}:
        raise StartError("PORTAL_MAIL_URL must look like smtp://user:password@mail.example.com:587?tls=starttls.")
    return text


def _split(name: str, text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port  # read here, because it is checked only when it is read
    except ValueError as error:
        raise StartError(f"{name} is not an address: {error}.") from None
    return parts
