"""The addresses of a portal's interface. A few for all record types, whose own interfaces are made on first use:
a site may have a thousand of them, and Flask-AppBuilder takes no new one after the first request.
"""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, cast

from flask import Blueprint, Response, current_app, g, make_response, request
from flask_appbuilder import AppBuilder
from flask_appbuilder.api import BaseApi, expose
from flask_login import current_user
from werkzeug.exceptions import MethodNotAllowed

from runtime.scope import BadQuery
from runtime.security import bearer
from runtime.security.entry import WRONG, sign_in
from runtime.security.names import normal
from runtime.service import Conflict, Forbidden, Missing, NotNow, Refused
from runtime.web.api import schemas
from runtime.web.api.answers import MESSAGES, answer, fault
from runtime.web.api.bodies import read_object
from runtime.web.api.documents import Documents
from runtime.web.api.parameters import refuse_all_but
from runtime.web.api.records import RecordApi
from runtime.web.context import current
from runtime.web.portal import portal_context
from runtime.web.reading import INTERFACE

if TYPE_CHECKING:
    from flask.json.provider import DefaultJSONProvider

log = logging.getLogger(__name__)

EVERY = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
"""For addresses that would be taken for those of record types by any method that they do not take themselves."""


def register(appbuilder: AppBuilder, documents: Path) -> None:
    """Put the interface into the current app; its documents for developers lie in the folder `documents`."""
    cast("DefaultJSONProvider", current_app.json).sort_keys = False  # fields stand in the order of the specs
    appbuilder.add_view_no_menu(PortalApi(documents))


class LoginSchema(schemas.RecordSchema):
    """What signs somebody in."""

    email = schemas.Text(length=320, required=True)
    password = schemas.Text(length=1000, required=True)


class PortalApi(BaseApi):
    """`address` is that of a record type; one that this person has nothing to do with is not found."""

    route_base = INTERFACE.rstrip("/")
    csrf_exempt = False
    open_routes: ClassVar[frozenset[str]] = frozenset({"login"})

    def __init__(self, documents: Path) -> None:
        super().__init__()
        self._documents = Documents(documents)
        self._made: dict[tuple[str, str], RecordApi] = {}
        self._lock = Lock()

    def create_blueprint(self, *args: Any, **kwargs: Any) -> Blueprint:
        blueprint: Blueprint = super().create_blueprint(*args, **kwargs)
        blueprint.register_error_handler(BadQuery, lambda bad: fault(400, str(bad)))
        blueprint.register_error_handler(Missing, lambda _missing: fault(404))
        blueprint.register_error_handler(Forbidden, lambda forbidden: fault(403, forbidden.words))
        blueprint.register_error_handler(Conflict, lambda conflict: fault(409, revision=conflict.revision))
        blueprint.register_error_handler(NotNow, _show_not_now)
        blueprint.register_error_handler(Refused, _show_refused)
        return blueprint

    @expose("/login", methods=EVERY)
    def login(self) -> Response:
        _check_method(["POST"])
        refuse_all_but()
        sent = LoginSchema().read(read_object())
        email = normal(sent["email"] or "")
        _refuse_unprintable(email, sent["password"] or "")
        token = sign_in(email, sent["password"] or "")
        member = portal_context().sessions.find(token) if token else None
        if member is None:
            return fault(401, f"{WRONG}.")
        log.info("account %s has an access token for %s", member.principal.account_id, member.principal.portal)
        life = round(portal_context().settings.session_life.total_seconds())
        return answer(200, access_token=bearer.token_of(member), expires_in=life)

    @expose("/logout", methods=EVERY)
    def logout(self) -> Response:
        _check_method(["POST"])
        refuse_all_but()
        portal_context().sessions.end(current_user.get_id())
        log.info("account %s signed out of %s", g.principal.account_id, g.principal.portal)
        return make_response(b"", 204)

    @expose("/openapi.json", methods=EVERY)
    def openapi(self) -> Response:
        """What this person's role can do here, as it was written with the code."""
        _check_method(["GET"])
        refuse_all_but()
        document = self._documents.of(g.principal.portal, g.principal.role)
        return make_response(document, 200, {"Content-Type": "application/json; charset=utf-8"})

    @expose("/<address>/", methods=["GET", "POST"])
    def records(self, address: str) -> Response:
        api = self._api(address)
        _check_method(api.methods(of_one=False))
        response: Response = api.post() if request.method == "POST" else api.get_list()
        return response

    @expose("/<address>/<record_id>", methods=["GET", "PUT", "DELETE"])
    def record(self, address: str, record_id: str) -> Response:
        api = self._api(address)
        _check_method(api.methods(of_one=True))
        act = {"PUT": api.put, "DELETE": api.delete}.get(request.method, api.get)
        response: Response = act(record_id)
        return response

    @expose("/<address>/<record_id>/do/<move>", methods=["POST"])
    def move(self, address: str, record_id: str, move: str) -> Response:
        api = self._api(address)
        if move not in api.moves:
            raise Missing
        response: Response = api.move(record_id, move)
        return response

    @expose("/<address>/options/<field>", methods=["GET"])
    def options(self, address: str, field: str) -> Response:
        return self._api(address).options(field)

    @expose("/<address>/<record_id>/files/<file_id>/<name>", methods=["GET"])
    def file(self, address: str, record_id: str, file_id: str, name: str) -> Response:
        api = self._api(address)
        if not api.reads:
            raise Missing
        response: Response = api.file(record_id, file_id)
        return response

    def _api(self, address: str) -> RecordApi:
        """The interface of a record type for this person's role. Answers 404 where they have nothing to do with it."""
        ctx = current()
        record = ctx.record_at(address)
        key = (record.key, ctx.principal.role)
        with self._lock:
            if key not in self._made:
                self._made[key] = RecordApi(ctx.portal.key, record, ctx.access(record), ctx.reader.moves(record.key))
            return self._made[key]


def _check_method(allowed: list[str]) -> None:
    """What the role never may do here is no method of this address."""
    if not allowed:
        raise Missing
    if ("GET" if request.method == "HEAD" else request.method) not in allowed:
        raise MethodNotAllowed(valid_methods=allowed)


def _refuse_unprintable(*texts: str) -> None:
    """What no account holds and the database would not take."""
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for text in texts for character in text):
        raise Refused({"": [MESSAGES[422]]})


def _show_not_now(reason: NotNow) -> Response:
    words = f"This cannot be done now: it is “{reason.state}”." if reason.state else "This cannot be done now."
    return fault(409, words, moves=list(reason.moves))


def _show_refused(refused: Refused) -> Response:
    """What belongs to no field is the message."""
    general = " ".join(refused.errors.get("", ()))
    return fault(422, general, errors={name: found for name, found in refused.errors.items() if name})
