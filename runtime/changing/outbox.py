"""What waits to be done and what failed, with the mails, for those who may change the site: below `/change/jobs`.

A mail that was kept for want of a mail server can be read; never one with a one-time link. Each reading and each try
that is asked for is written into the log of oversight first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_appbuilder import BaseView, expose
from sqlalchemy import Connection

from runtime.changing.noting import note, spoken
from runtime.ids import read_id
from runtime.jobs import looking, queue
from runtime.jobs.looking import Counts, Seen
from runtime.mail.looking import Envelope, list_latest, open_letter
from runtime.outbox import in_words
from runtime.security.overseeing import may_change
from runtime.security.questions import refuse_others
from runtime.web.formats import Formats
from runtime.web.parameters import only
from runtime.web.portal import portal_context

LIMIT = 100
"""Rows of each table."""
ALL = "all"


@dataclass(frozen=True, slots=True)
class JobLine:
    id: int
    what: str
    when: str
    tries: str
    error: str


@dataclass(frozen=True, slots=True)
class MailLine:
    """`href` is "" where it cannot be read."""

    when: str
    to: str
    subject: str
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class OutboxPage:
    counts: Counts
    limit: int
    failed: tuple[JobLine, ...]
    waiting: tuple[JobLine, ...]
    mails: tuple[MailLine, ...]


class OutboxView(BaseView):
    """`/change/jobs` and `/change/mails/…`."""

    route_base = ""

    @expose("/change/jobs", methods=["GET", "POST"])
    def jobs(self) -> ResponseReturnValue:
        """The page; posted to, a job that failed is tried again, or all of them."""
        _enter()
        if request.method == "POST":
            refuse_others("job")
            _retry(request.form.get("job", ""))
            return redirect(f"{request.script_root}/change/jobs", 303)
        with portal_context().engines.read.connect() as connection:
            page = _page(connection, spoken())
        return render_template("change/jobs.html", page=page)

    @expose("/change/mails/<id:mail_id>")
    def mail(self, mail_id: int) -> ResponseReturnValue:
        _enter()
        with portal_context().engines.read.connect() as connection:
            letter = open_letter(connection, mail_id) or abort(404)
        note(f"reads the kept mail {mail_id} to {letter.envelope.to}")
        return render_template("change/mail.html", letter=letter, when=spoken().moment(letter.envelope.created))


def _enter() -> None:
    """404 for whoever may not change the site: there is no such page then."""
    if not may_change(portal_context().portal):
        abort(404)
    only("_draft")


def _retry(asked: str) -> None:
    """404 for a job that there is not. One that somebody else has just asked for is tried already."""
    job_id = None if asked == ALL else read_id(asked) or abort(404)
    note("has all failed jobs tried again" if job_id is None else f"has the failed job {job_id} tried again")
    with portal_context().engines.write.begin() as connection:
        wanted = [job_id] if job_id else [each.id for each in looking.list_failed(connection, LIMIT)]
        for each in wanted:
            queue.revive(connection, each)


def _page(connection: Connection, to: Formats) -> OutboxPage:
    failed, waiting = looking.list_failed(connection, LIMIT), looking.list_waiting(connection, LIMIT)
    words = in_words(connection, [*failed, *waiting])
    return OutboxPage(
        counts=looking.count(connection),
        limit=LIMIT,
        failed=tuple(_line(job, words, to.moment(job.ended or job.due)) for job in failed),
        waiting=tuple(_line(job, words, _next(job, to)) for job in waiting),
        mails=_mails(list_latest(connection, LIMIT), to),
    )


def _line(job: Seen, words: Mapping[int, str], when: str) -> JobLine:
    return JobLine(job.id, words[job.id], when, f"{job.tries} {'try' if job.tries == 1 else 'tries'}", job.error)


def _next(job: Seen, to: Formats) -> str:
    return "running now" if job.is_running else f"not before {to.moment(job.due)}"


def _mails(envelopes: Sequence[Envelope], to: Formats) -> tuple[MailLine, ...]:
    return tuple(
        MailLine(
            when=to.moment(each.created),
            to=each.to,
            subject=each.subject,
            state=_state(each, to),
            href=f"{request.script_root}/change/mails/{each.id}" if each.is_open else "",
        )
        for each in envelopes
    )


def _state(envelope: Envelope, to: Formats) -> str:
    if envelope.sent is None:
        return "Not sent"
    link = "; it holds a one-time link, for its reader only" if envelope.kept and envelope.secret else ""
    return f"{'Kept' if envelope.kept else 'Sent'} {to.moment(envelope.sent)}{link}"
