"""Invitations, password resets and the claim of a new site: the link, and the mail that carries it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, func, select

from runtime import mail, tables
from runtime.declarations.site import Portal, Site
from runtime.engine import Engines
from runtime.mail import Mail
from runtime.security.accounts import AccountError, create_account, find_account, find_person, renew_account
from runtime.security.links import Purpose, make_link
from runtime.security.names import normal
from runtime.settings import Settings
from runtime.touches import Act, Door, Way
from runtime.touches import log as touches


def invite(engines: Engines, site: Site, settings: Settings, email: str, portal: str) -> str:
    """Invite the person with this address to a portal: makes the account if need be, mails the link and returns it.

    Raises AccountError when there is no such portal or person, or the account was deactivated.
    """
    if portal not in site.portals:
        raise AccountError(f"There is no portal {portal}; there are {', '.join(site.portals)}.")
    declared = site.portals[portal]
    with engines.write.begin() as connection:
        account_id = _account(connection, site, declared, email)
        address = _link(connection, settings, declared, Purpose.INVITE, account_id)
        _send(connection, declared, account_id, _invitation(site, declared, settings, email, address))
    mail.send_stored(engines, settings)
    return address


def send_reset(engines: Engines, site: Site, settings: Settings, portal: Portal, email: str) -> None:
    """Mail a link to choose a new password, if there is such an account; says nothing about it."""
    account = tables.account.c
    owner = (account.portal == portal.key) & (account.email == normal(email)) & account.active
    with engines.write.begin() as connection:
        account_id = connection.scalar(select(account.id).where(owner))
        if account_id is None:
            return
        address = _link(connection, settings, portal, Purpose.RESET, account_id)
        _send(connection, portal, account_id, _reset(site, portal, settings, normal(email), address))
    mail.send_stored(engines, settings)


def claim(engines: Engines, site: Site, settings: Settings) -> str | None:
    """A link for the first of the staff, to be shown on the console; None when an inside portal has an account."""
    inside = [portal for portal in site.portals.values() if portal.inside]
    account = tables.account.c
    with engines.write.begin() as connection:
        taken = select(func.count()).where(account.portal.in_([portal.key for portal in inside]))
        if not inside or connection.scalar(taken):
            return None
        chosen = next((portal for portal in inside if portal.roles), inside[0])
        return _link(connection, settings, chosen, Purpose.CLAIM, None)


def _send(connection: Connection, portal: Portal, account_id: int, letter: Mail) -> None:
    """The log has it in the same transaction; what the link opens stands in no log."""
    mail.store(connection, letter)
    touches.write(connection, Act.MAIL, Door(account_id, None, portal.key, "", Way.MAIL), letter.subject)


def _account(connection: Connection, site: Site, portal: Portal, email: str) -> int:
    person = find_person(connection, site, portal, email)
    account = find_account(connection, portal.key, person.id)
    if account is None:
        return create_account(connection, site, portal.key, person.id)
    if not account.active:
        raise AccountError(f"The account of {email} in {portal.label} was deactivated.")
    renew_account(connection, site, account.id)
    account_id: int = account.id
    return account_id


_PLACES = {Purpose.INVITE: "welcome", Purpose.RESET: "reset", Purpose.CLAIM: "claim"}


def _life(settings: Settings, purpose: Purpose) -> timedelta:
    return settings.invitation_life if purpose is Purpose.INVITE else settings.reset_life


def _link(connection: Connection, settings: Settings, portal: Portal, purpose: Purpose, account_id: int | None) -> str:
    """Built from the site's own address, never from what a request calls it."""
    token = make_link(connection, purpose, portal.key, account_id, _life(settings, purpose))
    return f"{settings.base_url}{portal.at}/{_PLACES[purpose]}/{token.text}"


def _invitation(site: Site, portal: Portal, settings: Settings, email: str, address: str) -> Mail:
    hours = round(settings.invitation_life.total_seconds() / 3600)
    body = (
        f"You are invited to {portal.label} of {site.label}.\n\n"
        f"Choose a password here, within {hours} hours:\n{address}\n\n"
        f"Then sign in with the address {normal(email)}. The link works once.\n"
    )
    return Mail(normal(email), f"Your invitation to {portal.label}", body, secret=True)


def _reset(site: Site, portal: Portal, settings: Settings, email: str, address: str) -> Mail:
    minutes = round(settings.reset_life.total_seconds() / 60)
    body = (
        f"Somebody, probably you, asked for a new password for {portal.label} of {site.label}.\n\n"
        f"Choose it here, within {minutes} minutes:\n{address}\n\n"
        "The link works once. If it was not you, do nothing: your password stays as it is.\n"
    )
    return Mail(email, f"A new password for {portal.label}", body, secret=True)
