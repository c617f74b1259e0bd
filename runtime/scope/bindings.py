"""The values of a request by the names that statements give them: `me_<column>`, `role`, `portal`, `now…`, `today…`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
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
        return replace(self, own=own)

    @property
    def today(self) -> date:
        return self.moment.astimezone(self.zone).date()

    def __getitem__(self, name: str) -> object:
        """Raises ScopeError where nobody knows: a rule must not be judged with a value left out."""
        if name in self.own:
            return self.own[name]
        word, _, rest = name.partition("_")
        if word == "me" and rest in self.principal.values:
            return self.principal.values[rest]
        if name == "me_id":
            return self.principal.person_id
        if word == "now":
            return self.moment + timedelta(seconds=_signed(rest))
        if word == "today":
            return self.today + timedelta(days=_signed(rest))
        if name in ("role", "portal"):
            return self.principal.role if name == "role" else self.principal.portal
        raise ScopeError(f"A statement needs {name}, which this request does not give.")


def _signed(text: str) -> int:
    """`plus_3600` is 3600, `minus_3` is -3, nothing is 0."""
    sign, _, amount = text.partition("_")
    return {"": 0, "plus": 1, "minus": -1}[sign] * int(amount or 0)
