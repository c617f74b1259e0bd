"""Who makes this request: found once in it, on the first question; see `Logins` in `runtime.security.manager`."""

from __future__ import annotations

from runtime.security.sessions import Member
from runtime.web.portal import app_here, kept_here


def member() -> Member | None:
    """None for somebody who is not logged in. `current_user` itself costs a dozen calls each time it is asked."""
    kept = kept_here()
    if "member" not in kept:
        app_here().login_manager._load_user()  # type: ignore[attr-defined] # as Flask-Login does, on the first question
    found: Member | None = kept.member
    return found
