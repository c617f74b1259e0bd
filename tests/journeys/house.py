"""The shipped portals with their demo records, and facts about them straight from the database, not from pages."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.sites.place import Account, Place, make_place

ROOTS = {"customer": "/support", "partner": "/partners", "employee": "/desk", "staff": "/office"}
Row = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class House:
    place: Place

    @property
    def url(self) -> str:
        return self.place.url

    def ask(self, statement: str, *values: str | int) -> list[Row]:
        with self._connection() as connection:
            return connection.execute(statement, values).fetchall()

    def change(self, statement: str, *values: str | int) -> int:
        """How many rows it changed."""
        with self._connection() as connection:
            return connection.execute(statement, values).rowcount

    def account(self, portal: str, email: str) -> Account:
        return next(each for each in self.place.accounts() if (each.portal, each.email) == (portal, email))

    def staff(self, role: str) -> Account:
        [[email], *_] = self.ask(
            "SELECT email FROM portal_account WHERE portal = 'staff' AND role = ? ORDER BY email", role
        )
        return self.account("staff", str(email))

    def companies(self) -> dict[int, list[Account]]:
        """The demo customers of each company that has bought something, the largest company first."""
        rows = self.ask(
            "SELECT contact.account_id, portal_account.email FROM portal_account"
            " JOIN contact ON contact.id = portal_account.person_id"
            " WHERE portal = 'customer' AND contact.account_id IN (SELECT account_id FROM purchase)"
            " ORDER BY portal_account.email"
        )
        found: dict[int, list[Account]] = {}
        for company, email in rows:
            found.setdefault(int(company or 0), []).append(self.account("customer", str(email)))
        return dict(sorted(found.items(), key=lambda each: -len(each[1])))

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.place.var / "portal.db", timeout=10)) as connection, connection:
            yield connection


@contextmanager
def opened(specs: Path, folder: Path) -> Iterator[House]:
    """The portals, made in this folder and served for the time of the block."""
    place = make_place(specs, folder)
    place.build()
    with place.serving():
        yield House(place)


def sign_in(context: BrowserContext, account: Account) -> Page:
    """A page of this person's home, reached through the login."""
    page = context.new_page()
    page.goto(account.url)
    fill_in_login(page, account)
    return page


def fill_in_login(page: Page, account: Account) -> None:
    page.get_by_label("Email address").fill(account.email)
    page.get_by_label("Password", exact=True).fill(account.password)
    page.get_by_role("button", name="Sign in").click()


def texts(page: Page, selector: str) -> Sequence[str]:
    """The texts of all elements of a kind, without the blanks around them."""
    return [text.strip() for text in page.locator(selector).all_text_contents()]
