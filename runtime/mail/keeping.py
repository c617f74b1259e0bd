"""Mails of a site without a mail server: files in `var/mail`, for whoever runs it."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path


def keep(message: EmailMessage, mail_id: int, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{mail_id}.eml"
    path.touch(mode=0o600)  # it may hold a one-time link
    path.write_bytes(message.as_bytes())
