"""Channels through which a customer may reach what is not theirs, as probes that run against any desk.

A probe acts as a customer of the first company and answers whether anything of the second came through. Each probe
first does the same with what the customer may do, so that an app which answers nothing at all fails instead of passing.
"""

from collections.abc import Callable, Mapping, Sequence

from tests.stock.desk import (
    EMAIL,
    NEW_PASSWORD,
    OTHER_CONTACT,
    OTHER_FILE,
    OTHER_SUBJECT,
    OWN_CONTACT,
    OWN_FILE,
    OWN_TICKETS,
    Desk,
    Ticket,
    Visitor,
)

WRONG_LOGINS = 25

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


def forged_posts(desk: Desk) -> bool:
    visitor, ticket = customer(desk), desk.world.own_ticket
    visitor.forge_deletion(ticket)
    if ticket not in desk.tickets():
        return True
    visitor.delete(ticket)
    assert ticket not in desk.tickets(), "deleting does nothing"
    return False


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
        forged_posts,
    )
}
