"""A generated site, from tests/stock/specs, as a desk: by the real commands and over HTTP, as it ships."""

import re
import shutil
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from http.cookiejar import Cookie, CookieJar
from pathlib import Path
from urllib.parse import urlencode

from tests.sites.place import Place, make_place
from tests.stock.desk import EMAIL, OTHER_CONTACT, OTHER_SUBJECT, OWN_CONTACT, OWN_TICKETS, Ticket, World

SPECS = Path(__file__).with_name("specs")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
Rows = Mapping[str, Sequence[tuple[object, ...]]]


@contextmanager
def serving(folder: Path) -> Iterator["PortalDesk"]:
    """The site, generated into this folder and served for the time of the block."""
    place = make_place(SPECS, folder)
    place.build()
    with place.started():
        yield PortalDesk(place)


class PortalDesk:
    """See desk.Desk."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.world = self._read_world()
        self._rows = self._read_rows()
        self._files = place.folder / "files-before"
        shutil.copytree(place.var / "files", self._files)

    def refill(self) -> None:
        """Puts back every row and file as it was after the start."""
        with self._connection() as connection:
            for table, rows in self._rows.items():
                connection.execute(f'DELETE FROM "{table}"')
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
        shutil.copytree(self._files, self.place.var / "files", dirs_exist_ok=True)
        shutil.rmtree(self.place.var / "mail", ignore_errors=True)

    def visitor(self) -> "PortalVisitor":
        return PortalVisitor(self)

    def tickets(self) -> Mapping[int, Ticket]:
        with self._connection() as connection:
            rows = connection.execute("SELECT id, account_id, contact_id, subject, state FROM ticket")
            return {row[0]: Ticket(*row) for row in rows}

    def login_routes(self) -> Mapping[str, Callable[[str, str], int]]:
        return {"/support/login": self.visitor().try_form}

    def reset_link(self) -> str:
        """The address in the newest mail, which is written in the background."""
        for _ in range(100):
            kept = sorted((self.place.var / "mail").glob("*.eml"), key=lambda path: int(path.stem))
            if kept and (link := re.search(r"/support/reset/\S+", _text(kept[-1]))):
                return link.group()
            time.sleep(0.1)
        raise AssertionError("no mail with a link to reset the password")

    def _read_world(self) -> World:
        [account] = [each for each in self.place.accounts() if each.email == EMAIL]
        with self._connection() as connection:

            def id_of(table: str, column: str, value: str) -> int:
                found: int = connection.execute(f"SELECT id FROM {table} WHERE {column} = ?", [value]).fetchone()[0]
                return found

            own, other = id_of("ticket", "subject", "Mast light"), id_of("ticket", "subject", OTHER_SUBJECT)
            files = {name: id_of("portal_file", "name", name) for name in ("own.log", "other.log")}
            return World(
                own_account=id_of("account", "name", "First"),
                other_account=id_of("account", "name", "Second"),
                own_contact=id_of("contact", "name", OWN_CONTACT),
                other_contact=id_of("contact", "name", OTHER_CONTACT),
                own_ticket=own,
                other_ticket=other,
                own_file=f"/support/tickets/{own}/files/{files['own.log']}/own.log",
                other_file=f"/support/tickets/{other}/files/{files['other.log']}/other.log",
                password=account.password,
            )

    def _read_rows(self) -> Rows:
        with self._connection() as connection:
            tables = [name for [name] in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.place.var / "portal.db", timeout=10)) as connection, connection:
            yield connection


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content: bytes

    @property
    def text(self) -> str:
        return unescape(self.content.decode(errors="replace"))


class PortalVisitor:
    """See desk.Visitor. A closed door is tried with the tokens of an open one: not they are what shuts it."""

    def __init__(self, desk: PortalDesk) -> None:
        self.desk = desk
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def log_in(self, email: str, password: str) -> bool:
        self.try_form(email, password)
        return self.is_in()

    def try_form(self, email: str, password: str) -> int:
        return self._post("/support/login", {"email": email, "password": password}).status

    def is_in(self) -> bool:
        return "Sign out" in self._get("/support/tickets/").text

    def log_out(self) -> None:
        self._post("/support/logout", {})

    def get_logout(self) -> None:
        self._get("/support/logout")

    def change_password(self, password: str) -> None:
        """By the link of a mail: another browser asks for it and follows it."""
        other = self.desk.visitor()
        other._post("/support/forgot", {"email": EMAIL})
        other._post(self.desk.reset_link(), {"password": password})

    def cookies(self) -> Mapping[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self.jar}

    def use_cookies(self, cookies: Mapping[str, str]) -> None:
        for name, value in cookies.items():
            self.jar.set_cookie(cookie(name, value))

    def titles(self, *, where: Mapping[str, str], sort: str) -> Sequence[str]:
        query = {**where, **({"_sort": sort} if sort else {})}
        page = self._get("/support/tickets/", query).text
        subjects = (*OWN_TICKETS, OTHER_SUBJECT)
        return [match.group() for match in re.finditer("|".join(map(re.escape, subjects)), page)]

    def show(self, ticket: int) -> str:
        return self._get(f"/support/tickets/{ticket}").text

    def form(self) -> str:
        return self._get("/support/tickets/new").text

    def create(self, values: Mapping[str, str], filters: Mapping[str, str]) -> None:
        self._post("/support/tickets/new", values, filters)

    def edit(self, ticket: int, values: Mapping[str, str]) -> None:
        page = self._get(f"/support/tickets/{ticket}/edit").text
        subject = re.search(r'name="subject" type="text" value="([^"]*)"', page)
        contact = re.search(r'<option value="(\d+)" selected', page)
        held = {"subject": subject.group(1) if subject else "", "contact": contact.group(1) if contact else ""}
        self._post(f"/support/tickets/{ticket}/edit", {**held, **values})

    def delete(self, ticket: int) -> None:
        self._post(f"/support/tickets/{ticket}/delete", {})

    def forge_deletion(self, ticket: int) -> None:
        path = f"/support/tickets/{ticket}/delete"
        hidden = dict(HIDDEN.findall(self._get(path).text))
        self._open(path, urlencode({"revision": hidden["revision"]}).encode())

    def status(self, method: str, path: str) -> int:
        """Of a request with all that a form of ours would send along."""
        hidden = dict(HIDDEN.findall(self.form()))
        return self._open(path, urlencode(hidden).encode() if method == "POST" else None).status

    def close(self, ticket: int) -> None:
        """There are no actions; what comes nearest is to write the state."""
        self._post(f"/support/tickets/{ticket}/edit", {"subject": "Closed", "state": "closed"})

    def close_all(self, tickets: Sequence[int]) -> None:
        for ticket in tickets:
            self.close(ticket)

    def contacts_of(self, account: int) -> str:
        return self._get(f"/support/accounts/{account}").text

    def download(self, file: str) -> bytes:
        return self._get(file).content

    def _get(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        return self._open(path + (f"?{urlencode(query)}" if query else ""), None)

    def _post(self, path: str, values: Mapping[str, str], query: Mapping[str, str] | None = None) -> Answer:
        hidden = dict(HIDDEN.findall(self._get(path).text))
        if not hidden:
            hidden = {**dict(HIDDEN.findall(self.form())), "revision": "1"}
        return self._open(path + (f"?{urlencode(query)}" if query else ""), urlencode({**hidden, **values}).encode())

    def _open(self, path: str, body: bytes | None) -> Answer:
        try:
            with self.opener.open(self.desk.place.url + path, body, timeout=20) as response:
                return Answer(response.status, response.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read())


def _text(mail: Path) -> str:
    message = message_from_bytes(mail.read_bytes(), _class=EmailMessage, policy=policy.default)
    return message.get_content() if message["To"] else ""


def cookie(name: str, value: str) -> Cookie:
    return Cookie(
        version=0,
        name=name,
        value=value,
        port=None,
        port_specified=False,
        domain="127.0.0.1",
        domain_specified=False,
        domain_initial_dot=False,
        path="/",
        path_specified=True,
        secure=False,
        expires=None,
        discard=True,
        comment=None,
        comment_url=None,
        rest={},
    )
