"""Channels through which a customer may reach what is not theirs, as probes that run against any desk.

A desk is an app under test, behind an adapter: customers of two companies, each with contacts, tickets and a file,
and a field of the tickets, `notes`, that customers do not see. A probe acts as a customer of the first company and
answers whether anything of the second came through. Each probe first does the same with what the customer may do,
so that an app which answers nothing at all fails instead of passing. This module knows no framework.
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
WRONG_LOGINS = 25


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


Probe = Callable[[Desk], bool]


def customer(desk: Desk) -> Visitor:
    visitor = desk.visitor()
    assert visitor.log_in(EMAIL, desk.world.password), "the customer cannot log in"
    return visitor


def reading_by_key(desk: Desk) -> bool:
    visitor = customer(desk)
    assert "Mast light" in visitor.show(desk.world.own_ticket)
    return OTHER_SUBJECT in visitor.show(desk.world.other_ticket)


def listing(desk: Desk) -> bool:
    return OTHER_SUBJECT in own_titles(customer(desk))


def editing_by_key(desk: Desk) -> bool:
    visitor, world = customer(desk), desk.world
    for ticket in (world.own_ticket, world.other_ticket):
        visitor.edit(ticket, {"subject": "Changed"})
    assert desk.tickets()[world.own_ticket].subject == "Changed"
    return desk.tickets()[world.other_ticket].subject == "Changed"


def deleting_by_key(desk: Desk) -> bool:
    visitor, world = customer(desk), desk.world
    for ticket in (world.own_ticket, world.other_ticket):
        visitor.delete(ticket)
    assert world.own_ticket not in desk.tickets()
    return world.other_ticket not in desk.tickets()


def bulk_action(desk: Desk) -> bool:
    customer(desk).close_all([desk.world.own_ticket, desk.world.other_ticket])
    return desk.tickets()[desk.world.other_ticket].state == "closed"


def single_action(desk: Desk) -> bool:
    customer(desk).close(desk.world.other_ticket)
    return desk.tickets()[desk.world.other_ticket].state == "closed"


def select_lists(desk: Desk) -> bool:
    form = customer(desk).form()
    assert OWN_CONTACT in form
    return OTHER_CONTACT in form


def foreign_key_on_create(desk: Desk) -> bool:
    visitor, world = customer(desk), desk.world
    visitor.create({"subject": "Own", "contact": str(world.own_contact)}, {})
    assert created(desk, "Own").contact == world.own_contact
    visitor.create({"subject": "Smuggled", "contact": str(world.other_contact)}, {})
    return any(ticket.contact == world.other_contact for ticket in found(desk, "Smuggled"))


def foreign_key_on_edit(desk: Desk) -> bool:
    visitor, world = customer(desk), desk.world
    visitor.edit(world.own_ticket, {"subject": "Renamed", "contact": str(world.own_contact)})
    assert desk.tickets()[world.own_ticket].subject == "Renamed"
    visitor.edit(world.own_ticket, {"contact": str(world.other_contact)})
    return desk.tickets()[world.own_ticket].contact == world.other_contact


def adding_to_another_account(desk: Desk) -> bool:
    visitor = customer(desk)
    visitor.create({"subject": "Own"}, {})
    created(desk, "Own")
    visitor.create({"subject": "Planted", "account": str(desk.world.other_account)}, {})
    return is_planted(desk)


def adding_by_filter_in_the_address(desk: Desk) -> bool:
    visitor = customer(desk)
    visitor.create({"subject": "Own"}, {})
    created(desk, "Own")
    visitor.create({"subject": "Planted"}, {"account": str(desk.world.other_account)})
    return is_planted(desk)


def related_views(desk: Desk) -> bool:
    visitor = customer(desk)
    assert OWN_CONTACT in visitor.contacts_of(desk.world.own_account)
    return OTHER_CONTACT in visitor.contacts_of(desk.world.other_account)


def downloads(desk: Desk) -> bool:
    visitor = customer(desk)
    assert visitor.download(desk.world.own_file) == OWN_FILE
    return visitor.download(desk.world.other_file) == OTHER_FILE


def filtering_by_a_hidden_field(desk: Desk) -> bool:
    """Leaks if the answer tells which guess is right."""
    visitor = customer(desk)
    assert set(own_titles(visitor)) >= set(OWN_TICKETS)
    answers = [visitor.titles(where={"notes": guess}, sort="") for guess in ("bravo", "wrong guess")]
    return answers[0] != answers[1]


def sorting_by_a_hidden_field(desk: Desk) -> bool:
    """Leaks if the order of one's own tickets follows the field."""
    visitor = customer(desk)
    assert set(own_titles(visitor)) >= set(OWN_TICKETS)
    by_notes = sorted(OWN_TICKETS, key=lambda subject: OWN_TICKETS[subject])
    up, down = (list(visitor.titles(where={}, sort=sort)) for sort in ("notes", "-notes"))
    return up == by_notes and down == by_notes[::-1]


def session_after_logout(desk: Desk) -> bool:
    visitor = customer(desk)
    kept = visitor.cookies()
    visitor.log_out()
    assert not visitor.is_in(), "logging out does nothing"
    return replays(desk, kept)


def session_after_password_change(desk: Desk) -> bool:
    """Leaks if a session that somebody else holds outlives the new password."""
    stolen, visitor = customer(desk).cookies(), customer(desk)
    visitor.change_password(NEW_PASSWORD)
    assert desk.visitor().log_in(EMAIL, NEW_PASSWORD), "the password was not changed"
    return replays(desk, stolen)


def logout_by_get(desk: Desk) -> bool:
    visitor = customer(desk)
    visitor.get_logout()
    return not visitor.is_in()


def login_without_rate_limit(desk: Desk) -> bool:
    """Leaks if one login route lets a guesser go on for ever, whatever the others do."""
    routes = desk.login_routes()
    assert routes
    return not all(limits(attempt) for attempt in routes.values())


def own_titles(visitor: Visitor) -> Sequence[str]:
    titles = visitor.titles(where={}, sort="")
    assert titles, "the customer sees no ticket at all"
    return titles


def found(desk: Desk, subject: str) -> list[Ticket]:
    return [ticket for ticket in desk.tickets().values() if ticket.subject == subject]


def created(desk: Desk, subject: str) -> Ticket:
    tickets = found(desk, subject)
    assert tickets, "the customer cannot create a ticket"
    return tickets[0]


def is_planted(desk: Desk) -> bool:
    return any(ticket.account == desk.world.other_account for ticket in found(desk, "Planted"))


def limits(attempt: Callable[[str, str], int]) -> bool:
    return any(attempt(EMAIL, f"guess {number}") == 429 for number in range(WRONG_LOGINS))


def replays(desk: Desk, cookies: Mapping[str, str]) -> bool:
    """Whether somebody else gets in with these cookies."""
    thief = desk.visitor()
    thief.use_cookies(cookies)
    return thief.is_in()


# Channels that `base_filters` guard: the catalogue must find them closed everywhere.
GUARDED: Mapping[str, Probe] = {
    probe.__name__: probe for probe in (reading_by_key, listing, editing_by_key, deleting_by_key)
}

# Channels that they leave open.
OPEN: Mapping[str, Probe] = {
    probe.__name__: probe
    for probe in (
        bulk_action,
        single_action,
        select_lists,
        foreign_key_on_create,
        foreign_key_on_edit,
        adding_to_another_account,
        adding_by_filter_in_the_address,
        related_views,
        downloads,
        filtering_by_a_hidden_field,
        sorting_by_a_hidden_field,
        session_after_logout,
        session_after_password_change,
        logout_by_get,
        login_without_rate_limit,
    )
}
