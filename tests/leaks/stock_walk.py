"""The stock Flask-AppBuilder desk under the oracle's inspection and pairs, with an expectation written by hand.

Its customer may see: their company, their company's tickets without the notes, the contacts of these. Nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from werkzeug.test import Client, TestResponse

from leaks.comparing import differ
from leaks.inspection import Watch
from leaks.requests import Answer
from tests.stock.app import Account, Contact, Ticket, db
from tests.stock.desk import EMAIL
from tests.stock.stock_desk import StockDesk

VIEWS = ("ticketview", "contactview", "accountview")
HIDDEN = {
    "account": "CNRYACCOUN", "contact": "CNRYCONTAC", "mail": "cnryemaila", "subject": "CNRYSUBJEC",
    "log": "CNRYLOGNAM", "bytes": "CNRYLOGBYT", "notes": "CNRYNOTESA",
}  # fmt: skip
"""A canary in everything of the other company, and in the notes of the customer's own tickets."""
OTHERS = {name: word[:-1] + ("z" if word.islower() else "Z") for name, word in HIDDEN.items()}
ARGUMENT = re.compile(r"<(?:string:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Found:
    """A route of the app, and how it gives away what."""

    route: str
    what: str


class StockWalk:
    """One customer at the stock app, asking for everything."""

    def __init__(self, files: Path) -> None:
        self.desk = StockDesk.made(files)
        self.hide(HIDDEN)
        self.client = Client(self.desk.app)
        visitor = self.desk.visitor()
        assert visitor.log_in(EMAIL, self.desk.world.password)
        self.client.set_cookie("session", visitor.cookies()["session"])
        self.watch = Watch(HIDDEN.values())

    def hide(self, words: Mapping[str, str]) -> None:
        """Puts these words where the customer may not look."""
        world = self.desk.world
        with self.desk.app.app_context():
            db.session.get(Account, world.other_account).name = words["account"]
            contact, ticket = db.session.get(Contact, world.other_contact), db.session.get(Ticket, world.other_ticket)
            contact.name, contact.email = words["contact"], f"{words['mail']}@second.example"
            ticket.subject, ticket.log = words["subject"], f"2_sep_{words['log']}.txt"
            for place, own in enumerate(
                db.session.scalars(select(Ticket).where(Ticket.account_id == world.own_account))
            ):
                own.notes = f"{'cab'[place % 3] if words is HIDDEN else 'bca'[place % 3]} {words['notes']}"
            db.session.commit()
            (self.desk.files / ticket.log).write_text(words["bytes"])

    def run(self) -> list[Found]:
        return [*self._looking(), *self._comparing(), *self._changing()]

    def _looking(self) -> Iterator[Found]:
        """Every route by GET, every id, every parameter: no canary may come."""
        for route, path in self._addresses():
            for sighting in self.watch.find(self._get(path), path):
                yield Found(route, f"{path} tells {sighting.canary} in its {sighting.where}")

    def _comparing(self) -> Iterator[Found]:
        """What the customer may not see is changed: no answer may be different."""
        asked = [(route, path) for route, path in self._addresses() if "download" not in route]
        before = [self._get(path) for _, path in asked]
        self.hide(OTHERS)
        after = [self._get(path) for _, path in asked]
        self.hide(HIDDEN)
        for (route, path), first, second in zip(asked, before, after, strict=True):
            if difference := differ(first, second):
                yield Found(route, f"{path} changes with what is hidden: {difference}"[:200])

    def _changing(self) -> Iterator[Found]:
        """What belongs to the other company stays as it is, and nothing comes to point to it."""
        world = self.desk.world
        bodies = {
            f"/ticketview/edit/{world.own_ticket}": {"subject": "Mine", "contact": str(world.other_contact)},
            "/ticketview/add": {"subject": "Planted", "account": str(world.other_account), "contact": ""},
            f"/contactview/edit/{world.other_contact}": {"name": "Mine", "account": str(world.own_account)},
            f"/contactview/delete/{world.other_contact}": {},
            f"/ticketview/action/close/{world.other_ticket}": {},
            "/ticketview/action_post": {"action": "close_all", "rowid": str(world.other_ticket)},
        }
        for path, body in bodies.items():
            before = self._theirs()
            self._post(path, body)
            if self._theirs() != before:
                yield Found(path.rstrip("0123456789"), f"POST {path} changes what is not the customer's")
            self.desk.refill()
            self.hide(HIDDEN)

    def _theirs(self) -> list[tuple[object, ...]]:
        world = self.desk.world
        with self.desk.app.app_context():
            theirs = (Ticket.account_id == world.other_account) | (Ticket.contact_id == world.other_contact)
            tickets = db.session.execute(select(Ticket.id, Ticket.state, Ticket.account_id).where(theirs))
            mine = Contact.account_id == world.other_account
            contacts = db.session.execute(select(Contact.id, Contact.name, Contact.account_id).where(mine))
            return [*map(tuple, tickets), *map(tuple, contacts)]

    def _addresses(self) -> Iterator[tuple[str, str]]:
        world = self.desk.world
        keys = {
            "ticketview": (world.own_ticket, world.other_ticket),
            "contactview": (world.own_contact, world.other_contact),
            "accountview": (world.own_account, world.other_account),
        }
        for rule in sorted(self.desk.app.url_map.iter_rules(), key=lambda rule: rule.rule):
            view = rule.rule.split("/")[1]
            if view not in VIEWS or "GET" not in (rule.methods or ()) or "action" in rule.rule or "delete" in rule.rule:
                continue
            values = {"pk": keys[view], "filename": (f"2_sep_{HIDDEN['log']}.txt", "none.txt")}
            name = ARGUMENT.search(rule.rule)
            for value in values[name[1]] if name else ("",):
                path = ARGUMENT.sub(str(value), rule.rule)
                yield rule.rule, path
                yield from ((rule.rule, f"{path}?{query}") for query in self._queries(view, path))

    def _queries(self, view: str, path: str) -> Iterator[str]:
        if view != "ticketview" or not path.endswith("/list/"):
            return
        for words in (HIDDEN, OTHERS):
            yield f"_flt_2_notes={words['notes']}"
        yield "_oc_TicketView=notes&_od_TicketView=asc"
        yield "_oc_TicketView=notes&_od_TicketView=desc"
        yield f"_flt_0_account={self.desk.world.other_account}"

    def _get(self, path: str) -> Answer:
        return _read(self.client.get(path))

    def _post(self, path: str, body: Mapping[str, str]) -> None:
        token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', self.client.get(path).text)
        self.client.post(path, data={**body, "csrf_token": token.group(1) if token else ""})


def _read(response: TestResponse) -> Answer:
    headers = tuple((name.lower(), value) for name, value in response.headers)
    return Answer(response.status, headers, response.get_data())
