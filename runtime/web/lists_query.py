"""The address of a list, read and written: search, filters, order, page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from runtime.scope import BadQuery, ListQuery

SIZE = 25
LARGEST = 100
OWN = frozenset({"q", "_sort", "_page", "_after", "_size", "_view"})
ToList = Callable[[dict[str, str]], str]
"""Makes the address of a list from its parameters."""


@dataclass(frozen=True, slots=True)
class Address:
    """The parameters of a list as they were given, without empty ones."""

    given: Mapping[str, str]

    def without(self, *names: str) -> dict[str, str]:
        return {name: value for name, value in self.given.items() if name not in names}

    def changed(self, **values: str) -> dict[str, str]:
        """The parameters of another part of this list: `page="2"` sets `_page`. Where one is in it is forgotten."""
        rest = self.without("_page", "_after", *(f"_{name}" for name in values))
        return rest | {f"_{name}": value for name, value in values.items()}

    def opening(self, name: str, to: ToList) -> str:
        """The address of another part of this list up to its value: `page` ends with `_page=`. A page has many links
        that differ in it alone."""
        start = to(self.changed(**{name: ""}))
        return f"{start}{'&' if '?' in start else '?'}_{name}="

    @property
    def filters(self) -> dict[str, str]:
        return self.without(*OWN)

    def query(self, record: str, columns: tuple[str, ...] | None = None) -> ListQuery:
        """`columns`: other ones than the list's own."""
        return ListQuery(
            record=record,
            sort=self.given.get("_sort", ""),
            filters=self.filters,
            q=self.given.get("q", ""),
            page=_number(self.given, "_page", 1, None),
            after=self.given.get("_after"),
            size=_number(self.given, "_size", SIZE, LARGEST),
            view=self.given.get("_view"),
            columns=columns,
        )


def read(args: Iterable[tuple[str, Sequence[str]]]) -> Address:
    """The parameters of a request, each with all its values. Raises BadQuery for unknown ones that start with `_` and
    for repeated ones."""
    given: dict[str, str] = {}
    for name, values in args:
        if name.startswith("_") and name not in OWN:
            raise BadQuery(f"This list knows no parameter “{name}”.")
        if len(values) > 1:
            raise BadQuery(f"The parameter “{name}” may be given only once.")
        if value := values[0].strip():
            given[name] = value
    return Address(given)


def _number(given: Mapping[str, str], name: str, default: int, most: int | None) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) < 1:
        raise BadQuery(f"“{name}” is a number from 1.")
    if most is not None and int(text) > most:
        raise BadQuery(f"“{name}” is {most} at most.")
    return int(text)
