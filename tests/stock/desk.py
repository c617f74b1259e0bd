"""A desk: an app under test behind an adapter, and what it is filled with. This module knows no framework.

Customers of two companies, each with contacts, tickets and a file, and a field of the tickets, `notes`, that customers
do not see. An adapter makes an app of any kind look like this.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

EMAIL = "ann@first.example"
NEW_PASSWORD = "a longer lantern and walnut"
OTHER_CONTACT = "Odile Other"
OWN_CONTACT = "Oscar Own"
OTHER_FILE = b"the other company's boot log"
OWN_FILE = b"our own boot log"
OTHER_SUBJECT = "The other company's subject"
# The notes of the own tickets sort differently from their subjects, so that an order by notes shows.
OWN_TICKETS = {"Mast light": "bravo", "Nav display": "alpha", "Oil pressure": "charlie"}


@dataclass(frozen=True, slots=True)
class World:
    """The ids of what is there, of the customer's own company and of the other one; and the customer's password."""

    own_account: int
    other_account: int
    own_contact: int
    other_contact: int
    own_ticket: int
    other_ticket: int
    own_file: str
    other_file: str
    password: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as the database holds it."""

    id: int
    account: int
    contact: int | None
    subject: str
    state: str


class Visitor(Protocol):
    """One browser. What an app does not offer answers nothing: empty text, no titles, no bytes."""

    def log_in(self, email: str, password: str) -> bool: ...

    def is_in(self) -> bool: ...

    def log_out(self) -> None: ...

    def get_logout(self) -> None:
        """Only the GET that the logout link makes, as an image on another site would."""

    def change_password(self, password: str) -> None: ...

    def cookies(self) -> Mapping[str, str]: ...

    def use_cookies(self, cookies: Mapping[str, str]) -> None: ...

    def titles(self, *, where: Mapping[str, str], sort: str) -> Sequence[str]:
        """Subjects of the list of tickets in their order; `sort` is a field, with a minus for descending."""

    def show(self, ticket: int) -> str: ...

    def form(self) -> str:
        """The form of a new ticket with the options of its links."""

    def create(self, values: Mapping[str, str], filters: Mapping[str, str]) -> None:
        """Posts a new ticket; `filters` go into the address, where the app takes values from there."""

    def edit(self, ticket: int, values: Mapping[str, str]) -> None: ...

    def delete(self, ticket: int) -> None: ...

    def forge_deletion(self, ticket: int) -> None:
        """Posts what deletes it as a form on another site would: with the cookies, without a token of the app."""

    def close(self, ticket: int) -> None:
        """The action of a single ticket."""

    def close_all(self, tickets: Sequence[int]) -> None:
        """The action of the tickets that are ticked in the list."""

    def contacts_of(self, account: int) -> str:
        """The page of an account with its contacts."""

    def download(self, file: str) -> bytes: ...


class Desk(Protocol):
    """An app under test, filled with the same data before each probe."""

    world: World

    def visitor(self) -> Visitor: ...

    def tickets(self) -> Mapping[int, Ticket]:
        """Straight from the database, by id."""

    def login_routes(self) -> Mapping[str, Callable[[str, str], int]]:
        """Every address that takes a password: its name, and a call that tries one and returns the status."""
