"""The files every page of a portal needs: style sheet, script, logo and icon. Kept in memory, compressed once."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import flask_bootstrap  # type: ignore[import-untyped]
from flask import Response, abort, current_app
from flask_appbuilder import BaseView, expose

from runtime.web import brand
from runtime.web.compression import takes_gzip

if TYPE_CHECKING:
    from runtime.declarations.site import Portal

HERE = Path(__file__).parent / "static"
BOOTSTRAP = Path(flask_bootstrap.__file__).parent / "static/bootstrap5/css/bootstrap.min.css"
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    packed: bytes
    media_type: str

    def answer(self) -> Response:
        packed = takes_gzip()
        response = Response(self.packed if packed else self.body, mimetype=self.media_type)
        response.headers["Vary"] = "Accept-Encoding"
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response


@dataclass(frozen=True, slots=True)
class Assets:
    """`version` is a hash of all files: an address with it never changes its content."""

    version: str
    files: Mapping[str, Asset]
    logo: str | None


def load(portal: Portal, logos: Path) -> Assets:
    """The assets of a portal; its logo lies in the folder `logos`."""
    sources = {
        "portal.css": stylesheet(portal.colour),
        "portal.js": (HERE / "portal.js").read_bytes(),
        "icon.svg": brand.icon(portal.colour, portal.label).encode(),
    }
    logo = _logo(portal, logos)
    if logo:
        sources[f"logo{logo.suffix}"] = logo.read_bytes()
    digest = hashlib.sha256(b"".join(sources.values())).hexdigest()[:12]
    files = {name: made(name, body) for name, body in sources.items()}
    return Assets(digest, MappingProxyType(files), f"logo{logo.suffix}" if logo else None)


def stylesheet(colour: str) -> bytes:
    """Bootstrap, our own rules and the brand's colour in one file: one request less on every first visit."""
    own = (HERE / "portal.css").read_bytes()
    bootstrap = BOOTSTRAP.read_bytes().rsplit(b"/*# sourceMappingURL", 1)[0]
    return b"".join((bootstrap, own, brand.stylesheet(colour).encode()))


def _logo(portal: Portal, logos: Path) -> Path | None:
    if not portal.logo:
        return None
    path = logos / portal.logo
    return path if path.is_file() and path.suffix in MEDIA_TYPES else None


def made(name: str, body: bytes) -> Asset:
    return Asset(body, gzip.compress(body, 9, mtime=0), MEDIA_TYPES[Path(name).suffix])


class AssetView(BaseView):
    """Serves the assets. Needs no login: the login page uses them."""

    route_base = "/static"
    open_routes = frozenset({"file"})
    default_view = "file"

    @expose("/<version>/<name>")
    def file(self, version: str, name: str) -> Response:
        assets: Assets = current_app.extensions["portal_assets"]
        asset = assets.files.get(name) or abort(404)
        response = asset.answer()
        response.headers["Cache-Control"] = FOREVER if version == assets.version else "no-cache"
        return response
