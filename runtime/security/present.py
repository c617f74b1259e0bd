"""Who makes this request: found once in it, on the first question; see `Logins` in `runtime.security.manager`."""

from __future__ import annotations

from typing import cast

from flask import g
from flask_login import current_user

from runtime.security.sessions import Member


def member() -> Member | None:
    """None for somebody who is not logged in. `current_user` itself costs a dozen calls each time it is asked."""
    if "member" not in g:
        current_user._get_current_object()
    return cast("Member | None", g.member)
