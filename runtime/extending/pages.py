"""Pages of a site's own: views below a portal's address, for people who are logged in and have one of its roles.

They read and change as everything else does: through the scope and the service, in the name of whoever is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from flask import Blueprint, Response, abort, g, render_template
from flask_appbuilder import BaseView, expose

from runtime.scope import Principal, Reader
from runtime.service import Saved
from runtime.web.addresses import Addresses
from runtime.web.context import Context, current
from runtime.web.portal import portal_context

__all__ = ["EVERYBODY", "Here", "Page", "expose"]

EVERYBODY = ("*",)
"""The roles of a page that all people of its portal may open."""


@dataclass(frozen=True, slots=True)
class Here:
    """What a page works with. `read` reads what this person may see; changes are theirs, and judged as theirs."""

    _ctx: Context

    @property
    def who(self) -> Principal:
        return self._ctx.principal

    @property
    def read(self) -> Reader:
        return self._ctx.reader

    @property
    def to(self) -> Addresses:
        return self._ctx.to

    def create(self, record: str, values: Mapping[str, Any]) -> Saved:
        """Raises Refused or Forbidden."""
        return self._ctx.service.create(self.who, record, values)

    def edit(self, record: str, record_id: int, values: Mapping[str, Any], *, revision: int) -> Saved:
        """Raises Missing, Conflict, Forbidden or Refused."""
        return self._ctx.service.edit(self.who, record, record_id, values, revision=revision)

    def delete(self, record: str, record_id: int, *, revision: int) -> None:
        """Raises Missing, Conflict, Forbidden or Refused."""
        self._ctx.service.delete(self.who, record, record_id, revision=revision)


class Page(BaseView):
    """A subclass says in which portal it is, for which roles, at which address; with a label it is in the menu.

    Its routes are methods below `@expose("/")`. Whoever has another role is told that there is no such page.
    """

    portal: ClassVar[str] = ""
    roles: ClassVar[tuple[str, ...]] = ()
    address: ClassVar[str] = ""
    label: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.route_base = f"/{cls.address}"

    def here(self) -> Here:
        return Here(current())

    @classmethod
    def is_open_to(cls, role: str) -> bool:
        return cls.roles == EVERYBODY or role in cls.roles

    def show(self, template: str, values: Mapping[str, Any]) -> str:
        """A template of extensions/templates, which extends `base.html`."""
        return render_template(template, **values)

    def create_blueprint(self, *args: Any, **kwargs: Any) -> Blueprint:
        blueprint = cast("Blueprint", super().create_blueprint(*args, **kwargs))
        blueprint.before_request(self._admit)
        blueprint.after_request(_keep_policy)
        return blueprint

    def _admit(self) -> None:
        """The guard has seen to it that somebody is logged in; this is for their role."""
        who: Principal | None = g.principal
        if who is None or portal_context().portal.key != self.portal or not self.is_open_to(who.role):
            abort(404)


def _keep_policy(response: Response) -> Response:
    """The product's own policy follows; a page of the site says no other."""
    response.headers.pop("Content-Security-Policy", None)
    return response
