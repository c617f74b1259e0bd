"""A request's values by their names in statements: `me_<column>`, `role`, `portal`, `account`, `now…`, `today…`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from runtime.scope.principal import Principal
from runtime.scope.results import ScopeError


@dataclass(frozen=True, slots=True)
class Bindings:
    """`own` are the values of this one statement: of filters, of a form, of the page."""

    principal: Principal
    moment: datetime
    zone: ZoneInfo
    own: Mapping[str, object] = field(default_factory=dict)

    def having(self, own: Mapping[str, object]) -> Bindings:
        return Bindings(self.principal, self.moment, self.zone, own)

    def __getitem__(self, name: str) -> object:
        """Raises ScopeError where nobody knows: a rule must not be judged with a value left out."""
        if name in self.own:
            return self.own[name]
        if name.startswith("me_"):
            return self._own_record(name.removeprefix("me_"))
        if name == "portal":
            return self.principal.portal
        if name == "role":
            return self.principal.role or None
        if name == "account":
            return self.principal.account_id or 0  # that of nobody
        base, _, shift = name.partition("_")
        if base == "now":
            return self.moment + timedelta(seconds=_signed(shift))
        if base == "today":
            return self.moment.astimezone(self.zone).date() + timedelta(days=_signed(shift))
        raise ScopeError(f"A statement needs {name}, which this request does not give.")

    def _own_record(self, column: str) -> object:
        values = self.principal.values
        if column not in values and column != "id":
            raise ScopeError(f"A rule needs {column} of the person's own {self.principal.record}, which is not known.")
        return values.get(column, self.principal.person_id)


def _signed(shift: str) -> int:
    """`plus_3600` is 3600, `minus_3` is -3, nothing is 0."""
    direction, _, amount = shift.partition("_")
    return {"": 0, "plus": 1, "minus": -1}[direction] * int(amount or 0)
