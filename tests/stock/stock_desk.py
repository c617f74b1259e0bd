"""The stock app as a desk."""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from pathlib import Path

from flask import Flask
from flask_appbuilder import AppBuilder
from sqlalchemy import delete, select
from werkzeug.test import Client, TestResponse

from tests.stock import desk
from tests.stock.app import Account, Contact, Ticket, db, make_app
from tests.stock.desk import EMAIL, OTHER_CONTACT, OTHER_FILE, OTHER_SUBJECT, OWN_CONTACT, OWN_FILE, OWN_TICKETS, World

PASSWORD = "correct horse battery"
_addresses = itertools.count(2)


class StockDesk:
    """See desk.Desk."""

    def __init__(self, app: Flask, builder: AppBuilder, files: Path) -> None:
        self.app = app
        self.builder = builder
        self.files = files
        self.world = self._fill()

    @classmethod
    def made(cls, files: Path) -> "StockDesk":
        app, builder = make_app(files)
        return cls(app, builder, files)

    def refill(self) -> None:
        """Empties the tables and fills them anew."""
        self.world = self._fill()

    def _fill(self) -> World:
        with self.app.app_context():
            for model in (Ticket, Contact, Account):
                db.session.execute(delete(model))
            own, other = Account(name="First"), Account(name="Second")
            ann = Contact(name=OWN_CONTACT, email=EMAIL, account=own)
            odile = Contact(name=OTHER_CONTACT, email="odile@second.example", account=other)
            mine = [
                Ticket(subject=subject, notes=notes, account=own, contact=ann, log="1_sep_own.log")
                for subject, notes in OWN_TICKETS.items()
            ]
            theirs = Ticket(subject=OTHER_SUBJECT, account=other, contact=odile, log="2_sep_other.log")
            db.session.add_all([own, other, ann, odile, *mine, theirs])
            db.session.commit()
            self._write_files()
            self._make_user()
            return World(
                own_account=own.id,
                other_account=other.id,
                own_contact=ann.id,
                other_contact=odile.id,
                own_ticket=mine[0].id,
                other_ticket=theirs.id,
                own_file=mine[0].log,
                other_file=theirs.log,
                password=PASSWORD,
            )

    def _write_files(self) -> None:
        (self.files / "1_sep_own.log").write_bytes(OWN_FILE)
        (self.files / "2_sep_other.log").write_bytes(OTHER_FILE)

    def _make_user(self) -> None:
        security = self.builder.sm
        user = security.find_user(username=EMAIL)
        if user is None:
            role = security.find_role("Customer")
            security.add_user(EMAIL, "Ann", "First", EMAIL, role, password=PASSWORD)
        else:
            security.reset_password(user.id, PASSWORD)

    def visitor(self) -> "StockVisitor":
        return StockVisitor(self.app)

    def tickets(self) -> Mapping[int, desk.Ticket]:
        with self.app.app_context():
            return {
                row.id: desk.Ticket(row.id, row.account_id, row.contact_id, row.subject, row.state)
                for row in db.session.scalars(select(Ticket))
            }

    def login_routes(self) -> Mapping[str, Callable[[str, str], int]]:
        visitor = self.visitor()
        return {"/login/": visitor.try_form, "/api/v1/security/login": visitor.try_api}


class StockVisitor:
    """See desk.Visitor; each comes from an address of its own."""

    def __init__(self, app: Flask) -> None:
        self.client = Client(app)
        self.address = {"REMOTE_ADDR": f"127.0.0.{next(_addresses)}"}

    def log_in(self, email: str, password: str) -> bool:
        self.try_form(email, password)
        return self.is_in()

    def try_form(self, email: str, password: str) -> int:
        return self._post("/login/", {"username": email, "password": password}).status_code

    def try_api(self, email: str, password: str) -> int:
        body = {"username": email, "password": password, "provider": "db"}
        return self.client.post("/api/v1/security/login", json=body, environ_base=self.address).status_code

    def is_in(self) -> bool:
        return self._get("/ticketview/list/").status_code == 200

    def log_out(self) -> None:
        self.get_logout()

    def get_logout(self) -> None:
        self._get("/logout/")

    def change_password(self, password: str) -> None:
        self._post("/resetmypassword/form", {"password": password, "conf_password": password})

    def cookies(self) -> Mapping[str, str]:
        cookie = self.client.get_cookie("session")
        return {} if cookie is None else {"session": cookie.value}

    def use_cookies(self, cookies: Mapping[str, str]) -> None:
        for name, value in cookies.items():
            self.client.set_cookie(name, value)

    def titles(self, *, where: Mapping[str, str], sort: str) -> Sequence[str]:
        query = {f"_flt_0_{name}": value for name, value in where.items()}
        if sort:
            direction = "desc" if sort.startswith("-") else "asc"
            query |= {"_oc_TicketView": sort.removeprefix("-"), "_od_TicketView": direction}
        page = self._get("/ticketview/list/", query).text
        subjects = (*OWN_TICKETS, OTHER_SUBJECT)
        found = re.finditer("|".join(map(re.escape, subjects)), unescape(page))
        return [match.group() for match in found]

    def show(self, ticket: int) -> str:
        return unescape(self._get(f"/ticketview/show/{ticket}").text)

    def form(self) -> str:
        return unescape(self._get("/ticketview/add").text)

    def create(self, values: Mapping[str, str], filters: Mapping[str, str]) -> None:
        self._post("/ticketview/add", values, {f"_flt_0_{name}": value for name, value in filters.items()})

    def edit(self, ticket: int, values: Mapping[str, str]) -> None:
        page = self._get(f"/ticketview/edit/{ticket}").text
        fields = {
            "subject": re.search(r'name="subject"[^>]*value="([^"]*)"', page),
            "contact": re.search(r'<option selected value="(\d+)"', page),
        }
        held = {name: unescape(found.group(1)) for name, found in fields.items() if found}
        self._post(f"/ticketview/edit/{ticket}", {**held, **values})

    def delete(self, ticket: int) -> None:
        self._post(f"/ticketview/delete/{ticket}", {})

    def forge_deletion(self, ticket: int) -> None:
        self.client.post(f"/ticketview/delete/{ticket}", environ_base=self.address)

    def close(self, ticket: int) -> None:
        self._post(f"/ticketview/action/close/{ticket}", {})

    def close_all(self, tickets: Sequence[int]) -> None:
        body = {"action": "close_all", "rowid": [str(ticket) for ticket in tickets]}
        self.client.post("/ticketview/action_post", data=body, environ_base=self.address)

    def contacts_of(self, account: int) -> str:
        return unescape(self._get(f"/accountview/list/{account}").text)

    def download(self, file: str) -> bytes:
        return self._get(f"/ticketview/download/{file}").data

    def _get(self, path: str, query: Mapping[str, str] | None = None) -> TestResponse:
        return self.client.get(path, query_string=query, environ_base=self.address)

    def _post(self, path: str, values: Mapping[str, str], query: Mapping[str, str] | None = None) -> TestResponse:
        """Fetches the form's token first, as a browser does."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', self._get(path).text)
        body = {**values, "csrf_token": token.group(1) if token else ""}
        return self.client.post(path, data=body, query_string=query, environ_base=self.address)
