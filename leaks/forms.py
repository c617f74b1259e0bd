"""What the form of a page would send as it is, with something fitting where it holds nothing."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from leaks.requests import Pairs

PARTS = {"day": "7", "month": "6", "year": "2030", "time": "08:15"}
BY_MODE = {"numeric": "2", "decimal": "2.5", "tel": "+34 91 123 4567", "url": "https://filled.example/in"}


class _Form(HTMLParser):
    """Reads the forms of a page that are posted."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self._posts = False
        self._select: tuple[str, list[str], list[str]] | None = None  # name, chosen, offered
        self._area: tuple[str, list[str]] | None = None
        self._ticked: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._posts = own.get("method") == "post"
        elif not self._posts:
            return
        elif tag == "input":
            self._input(own)
        elif tag == "select":
            self._select = (own.get("name", ""), [], [])
        elif tag == "option" and self._select:
            (self._select[1] if "selected" in own else self._select[2]).append(own.get("value", ""))
        elif tag == "textarea":
            self._area = (own.get("name", ""), [])

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            name, chosen, offered = self._select
            self.values.append((name, next((each for each in (*chosen, *offered) if each), "")))
            self._select = None
        elif tag == "textarea" and self._area:
            self.values.append((self._area[0], "".join(self._area[1]).strip() or "Filled in"))
            self._area = None
        elif tag == "form":
            self._posts = False

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)

    def _input(self, own: Mapping[str, str]) -> None:
        name, kind, value = own.get("name", ""), own.get("type", "text"), own.get("value", "")
        if not name or kind in ("file", "submit", "search"):
            return
        if kind in ("radio", "checkbox"):
            if "checked" in own or (kind == "radio" and name not in self._ticked):
                self._tick(name, value)
        else:
            self.values.append((name, value or ("" if kind == "hidden" else _fitting(name, own))))

    def _tick(self, name: str, value: str) -> None:
        if name in self._ticked:
            self.values = [pair for pair in self.values if pair[0] != name]
        self._ticked.add(name)
        self.values.append((name, value))


def _fitting(name: str, own: Mapping[str, str]) -> str:
    part = name.rpartition("-")[2]
    if part in PARTS:
        return PARTS[part]
    if own.get("type") == "email":
        return "filled.in@walk.example"
    return BY_MODE.get(own.get("inputmode", ""), "Filled in")


def read_form(page: str) -> Pairs:
    """What the page's form would send."""
    form = _Form()
    form.feed(page)
    return tuple(form.values)
