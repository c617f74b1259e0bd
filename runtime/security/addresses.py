"""Addresses to go back to after logging in: within the same portal, whatever the request says."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlencode, urlsplit

from werkzeug.datastructures import MultiDict


def login_address(root: str, path: str, query: MultiDict[str, str]) -> str:
    """The login page of the portal at `root`, which leads on to `path`."""
    parameters = urlencode(list(query.items(multi=True)))
    place = quote(f"{root}{path}")
    wanted = f"{place}?{parameters}" if parameters else place
    return f"{root}/login" if wanted == f"{root}/" else f"{root}/login?{urlencode({'next': wanted})}"


def safe_next(root: str, wanted: str | None) -> str:
    """`wanted` if it is a path of the portal at `root`, else the portal's home."""
    home = f"{root}/"
    if not wanted or not wanted.startswith(home) or not wanted.isascii() or not wanted.isprintable():
        return home
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return home
    path = _decoded(parts.path)
    steps = path.removeprefix(home).split("/")
    if parts.scheme or parts.netloc or "\\" in path or "//" in path or {".", ".."} & set(steps) or " " in wanted:
        return home
    return wanted


def _decoded(path: str) -> str:
    """Decoded as often as somebody may have encoded it."""
    for _ in range(5):
        decoded = unquote(path)
        if decoded == path:
            break
        path = decoded
    return path
