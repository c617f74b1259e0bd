"""The site's own pages outside all portals: the list of portals, and whether the site lives."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, abort, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import literal, select
from sqlalchemy.exc import SQLAlchemyError

from runtime.declarations.site import Site
from runtime.engine import Engines
from runtime.settings import Settings
from runtime.web import assets, brand, compression, headers

COLOUR = "#1f3a5f"


def make_app(site: Site, settings: Settings, engines: Engines) -> Flask:
    """Answers /, /start/… (its own files), /health/live and /health/ready."""
    app = Flask("portal", static_folder=None, template_folder=str(Path(__file__).parent / "templates"))
    compression.install(app, secure=settings.secure)
    headers.install(app, secure=settings.secure)
    sources = {"start.css": assets.stylesheet(COLOUR), "icon.svg": brand.icon(COLOUR, site.label).encode()}
    files = {name: assets.made(name, body) for name, body in sources.items()}
    app.add_url_rule("/", "start", lambda: _list_portals(site, settings))
    app.add_url_rule("/start/<name>", "file", lambda name: _file(files, name))
    app.add_url_rule("/favicon.ico", "icon", lambda: redirect("/start/icon.svg", 301))
    app.add_url_rule("/health/live", "live", lambda: jsonify(status="live"))
    app.add_url_rule("/health/ready", "ready", lambda: _answer_ready(engines))
    app.register_error_handler(404, lambda _error: _say_missing())
    return app


def _list_portals(site: Site, settings: Settings) -> str:
    root = request.script_root
    demo = settings.var / "demo-accounts.json"
    return render_template(
        "security/start.html",
        site=site,
        stylesheet=f"{root}/start/start.css",
        icon=f"{root}/start/icon.svg",
        demo=_shown(demo) if demo.exists() else "",
    )


def _shown(path: Path) -> str:
    """As the operator would type it."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _file(files: dict[str, assets.Asset], name: str) -> Response:
    response = (files.get(name) or abort(404)).answer()
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _answer_ready(engines: Engines) -> ResponseReturnValue:
    """Whether the database answers."""
    try:
        with engines.made_by("health").read.connect() as connection:
            connection.execute(select(literal(1)))
    except SQLAlchemyError:
        return jsonify(status="the database does not answer"), 503, {"Retry-After": "10"}
    return jsonify(status="ready")


def _say_missing() -> Response:
    return make_response(render_template("security/missing.html"), 404)
