"""People at the portals of a served site, by their first names, and the demo records that they look for."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field

from tests.businesses.browsing import Answer, Visitor
from tests.sites.place import Place

HEADS = re.compile(r"<th scope=\"col\"[^>]*>(?:<a [^>]*>)?([^<▲▼]+)")


@dataclass
class Person:
    """Somebody at their portal; `ids` are those of all records by their key in the demo files."""

    visitor: Visitor
    ids: Mapping[str, int]

    def get(self, path: str) -> Answer:
        return self.visitor.get(f"{self.visitor.root}{path}")

    def at(self, record: str, key: str, act: str = "") -> Answer:
        return self.get(f"/{record}/{self.ids[key]}{act}")

    def facts(self, record: str, key: str) -> dict[str, str]:
        """What the page of a record says, by label."""
        answer = self.at(record, key)
        assert answer.status == 200, answer.text
        return dict(answer.page.facts)

    def listed(self, path: str) -> set[str]:
        """The keys of the records in a list."""
        answer = self.get(path)
        assert answer.status == 200, answer.text
        names = {str(number): key for key, number in self.ids.items()}
        return {names[address.rpartition("/")[2]] for address in answer.page.rows}

    def columns(self, path: str) -> list[str]:
        return [words.strip() for words in HEADS.findall(self.get(path).text)]

    def questions(self, path: str) -> set[str]:
        """The names that a form asks for, without its own."""
        answer = self.get(path)
        assert answer.status == 200, answer.text
        own = {"csrf_token", "form_token", "revision", "_refresh", "_choose"}
        return {each.name for each in answer.page.form.controls if each.name} - own

    def choices(self, path: str, name: str) -> set[str]:
        """The keys of the records that a link offers."""
        names = {str(number): key for key, number in self.ids.items()}
        controls = [each for each in self.get(path).page.form.controls if each.name == name]
        return {names[value] for each in controls for value in each.values if value in names}

    def send(self, path: str, **values: str) -> Answer:
        """The form at `path`, with these answers and otherwise as it is."""
        page = self.get(path).page
        held = {
            each.name: (each.chosen or [*each.values, ""])[0] if each.tag == "select" else "".join(each.values)
            for each in page.form.controls
            if each.name and each.kind not in ("radio", "checkbox", "submit", "file") and not each.name.startswith("_")
        }
        return self.visitor.post(f"{self.visitor.root}{path}", list({**held, **values}.items()))


@dataclass
class Office:
    place: Place
    ids: Mapping[str, int]
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        if name not in self.people:
            agents = name == "Bo"  # who could also come as a sender
            [account] = [
                each
                for each in self.place.accounts()
                if each.name.split()[0] == name and (each.portal == "agent") == agents
            ]
            visitor = Visitor(self.place.url, account.url.removeprefix(self.place.url).rstrip("/"))
            visitor.log_in(account.email, account.password)
            self.people[name] = Person(visitor, self.ids)
        return self.people[name]

    def ask(self, statement: str, *values: str | int | None) -> list[tuple[str | int | None, ...]]:
        with closing(sqlite3.connect(self.place.var / "portal.db", timeout=10)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    @classmethod
    def of(cls, place: Place, named: Mapping[str, str]) -> Office:
        """`named`: the column by which the demo records of each table are called, in small letters."""
        empty = cls(place, {})
        found = {
            str(name).lower().replace(" ", "_"): int(number or 0)
            for table, column in named.items()
            for number, name in empty.ask(f"SELECT id, {column} FROM {table}")
        }
        return cls(place, found)
