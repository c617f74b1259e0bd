"""The job that sends a mail."""

from __future__ import annotations

from email.errors import MessageDefect
from urllib.parse import parse_qs, urlsplit

from runtime.engine import Engines
from runtime.jobs import GiveUpError, Kind, TryAgainError, run_due
from runtime.jobs.kinds import Arguments
from runtime.mail.keeping import keep
from runtime.mail.message import message_of
from runtime.mail.rows import KIND, load, mark_sent
from runtime.mail.submitting import submit
from runtime.settings import Settings


def mail_kind(engines: Engines, settings: Settings) -> Kind:
    return Kind(lambda arguments: _send(engines, settings, arguments))


def send_stored(engines: Engines, settings: Settings) -> int:
    """Sends what is due right now, in this process, whether or not a worker runs; the number sent. A mail server's
    fault is only logged: it is tried again by a worker, or by the next call."""
    return run_due(engines, {KIND: mail_kind(engines, settings)})


def _send(engines: Engines, settings: Settings, arguments: Arguments) -> None:
    """Raises GiveUpError, TryAgainError."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    mail = load(engines, arguments["mail"], host)
    if mail is None or mail.sent is not None:
        return
    asked = parse_qs(urlsplit(settings.mail_url or "").query).get("from")
    try:
        message = message_of(mail, asked[0] if asked else f"no-reply@{host}")
    except (ValueError, MessageDefect) as error:
        raise GiveUpError(f"“{mail.to}” is no address that a mail can be sent to.") from error
    if settings.mail_url is not None:
        submit(message, mail.to, settings.mail_url)
    else:
        try:
            keep(message, mail.id, settings.var / "mail")
        except OSError as error:
            raise TryAgainError(f"The mail cannot be kept in {settings.var / 'mail'}: {error.strerror}.") from error
    mark_sent(engines, mail, kept=settings.mail_url is None)
