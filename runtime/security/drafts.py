"""What was typed into a form whose session or token had ended meanwhile: kept for an hour, to show the form again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from runtime import tables
from runtime.engine import Engines
from runtime.security.tokens import digest, fresh_token

LIFE = timedelta(hours=1)
LARGEST = 256 * 1024
_NEVER_KEPT = ("password", "csrf_token")

Pairs = Iterable[tuple[str, str]]


def save_draft(engines: Engines, path: str, posted: Pairs, account_id: int | None) -> str | None:
    """The token under which the values are found again; None when they are too many to be kept."""
    pairs = [(name, value) for name, value in posted if not any(word in name for word in _NEVER_KEPT)]
    text = json.dumps(pairs)
    if len(text) > LARGEST:
        return None
    token = fresh_token()
    row = {
        "id": token.digest,
        "account_id": account_id,
        "path": path,
        "posted": text,
        "expires": datetime.now(UTC) + LIFE,
    }
    with engines.write.begin() as connection:
        connection.execute(tables.draft.insert(), row)
    return token.text


def load_draft(engines: Engines, token: str, path: str, account_id: int | None) -> MultiDict[str, str] | None:
    """The values, on the same form only and for the same person only, where it was known whose session had ended."""
    draft = tables.draft.c
    wanted = select(draft.posted, draft.account_id).where(
        draft.id == digest(token), draft.path == path, draft.expires > datetime.now(UTC)
    )
    with engines.read.connect() as connection:
        row = connection.execute(wanted).first()
    if row is None or row.account_id not in (None, account_id):
        return None
    return MultiDict([(name, value) for name, value in json.loads(row.posted)])
