"""The way in for other systems: an access token (JWT) of this portal, which is good as long as its session is.

Signing in gives one; logging out, a new password and deactivation end the session, and with it the token.
"""

from __future__ import annotations

from flask_jwt_extended import create_access_token, get_current_user, verify_jwt_in_request
from flask_jwt_extended.exceptions import JWTExtendedException
from jwt.exceptions import PyJWTError

from runtime.security.sessions import Member
from runtime.web.portal import asked, portal_context


def is_given() -> bool:
    """Whether the request comes with a token; then its cookie does not count."""
    return "HTTP_AUTHORIZATION" in asked().environ


def member() -> Member | None:
    """Whose token it is; None where it is not good (any more)."""
    try:
        verified = verify_jwt_in_request()
    except (JWTExtendedException, PyJWTError, ValueError):  # ValueError: characters that no token has
        return None
    if verified is None:  # a question after options, which flask_jwt_extended lets pass unseen
        return None
    found: Member | None = get_current_user()
    return found


def token_of(member: Member) -> str:
    """The access token of a session that has begun: for this portal, by the audience in its configuration."""
    life = portal_context().settings.session_life
    token: str = create_access_token(str(member.id), expires_delta=life, additional_claims={"jti": member.token})
    return token
