"""Hands a message to the mail server of the operator by SMTP, and tells whether another try makes sense.

A refusal for good (5xx) of the recipient or of the message itself is the end; what is wrong with the server, the line,
the password or the sender is for the operator to mend, so that the mail waits.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from runtime.jobs import GiveUpError, TryAgainError
from runtime.jobs.kinds import FailureError
from runtime.settings import LOOPBACK

TIMEOUT = 15.0
"""Seconds for each answer of the server."""
FOR_GOOD = range(500, 600)


def submit(message: EmailMessage, to: str, url: str) -> None:
    """Raises GiveUpError, TryAgainError."""
    try:
        with _connected(urlsplit(url)) as server:
            _hand_over(server, message, to)
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise _judged("The mail server refuses the recipient", code, words) from error
    except smtplib.SMTPDataError as error:
        raise _judged("The mail server refuses the mail", error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise TryAgainError(f"The mail server has not what PORTAL_MAIL_URL asks of it: {error}") from error
    except smtplib.SMTPResponseException as error:
        raise TryAgainError(_told("The mail server answers", error.smtp_code, error.smtp_error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise TryAgainError(f"The mail server cannot be reached, or broke off: {type(error).__name__}.") from error


def _hand_over(server: smtplib.SMTP, message: EmailMessage, to: str) -> None:
    try:
        server.send_message(message, to_addrs=[to])
    except smtplib.SMTPNotSupportedError as error:
        raise GiveUpError("The mail server cannot send to an address with letters beyond ASCII.") from error


def _judged(what: str, code: int, words: bytes | str) -> FailureError:
    told = _told(what, code, words)
    return GiveUpError(told) if code in FOR_GOOD else TryAgainError(told)


def _told(what: str, code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", errors="replace") if isinstance(words, bytes) else words
    return f"{what}: {code} {' '.join(text.split())}"


@contextmanager
def _connected(address: SplitResult) -> Iterator[smtplib.SMTP]:
    """`tls` in the address is `starttls` (the default to another machine), `tls` (from the first byte) or `no`."""
    host = address.hostname or "localhost"
    tls = parse_qs(address.query).get("tls", ["no" if host in LOOPBACK else "starttls"])[0]
    safe = None if tls == "no" else ssl.create_default_context()  # reads all that is trusted: 20 ms
    server = (
        smtplib.SMTP_SSL(host, address.port or 465, timeout=TIMEOUT, context=safe)
        if tls == "tls"
        else smtplib.SMTP(host, address.port or (587 if tls == "starttls" else 25), timeout=TIMEOUT)
    )
    try:
        if tls == "starttls":
            server.starttls(context=safe)
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        yield server
    finally:
        with suppress(OSError, smtplib.SMTPException):  # a mail that was taken is sent, however the server says goodbye
            server.quit()
        server.close()
