"""What waits to be done, and what failed, in words: for the page of the staff and for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from runtime import mail
from runtime.declarations.notices import DIGEST, LOOK, NOTICE, REMINDER
from runtime.declarations.routing import PASSING_ON
from runtime.declarations.service_level import ESCALATION
from runtime.declarations.workflow import TIMER, TIMERS
from runtime.jobs.looking import Seen
from runtime.mail.looking import Envelope, find_envelopes

EXTENSION = "extension"
"""The kind of the jobs of a site's own."""
NOTICES = {
    NOTICE: "Notices of what happened to {table} {id}: {event}",
    REMINDER: "A reminder of {table} {id}",
    LOOK: "To look which days come that people are told of",
    DIGEST: "The mail of the morning to account {account} of {portal}",
}


def in_words(connection: Connection, jobs: Iterable[Seen]) -> Mapping[int, str]:
    """By the id of the job, what it is to do."""
    found = list(jobs)
    envelopes = find_envelopes(connection, [job.arguments["mail"] for job in found if job.kind == mail.KIND])
    return {job.id: _words(job, envelopes) for job in found}


def _words(job: Seen, envelopes: Mapping[int, Envelope]) -> str:
    if job.kind == mail.KIND and job.arguments["mail"] in envelopes:
        envelope = envelopes[job.arguments["mail"]]
        return f"Mail to {envelope.to}: {envelope.subject}"
    if job.kind == EXTENSION:
        return f"The site's own job {job.arguments['name']}"
    if job.kind == ESCALATION:
        return f"Steps of escalation of {job.arguments['table']} {job.arguments['id']}"
    if job.kind in NOTICES:
        return NOTICES[job.kind].format(**job.arguments)
    if job.kind == PASSING_ON:
        return f"Routing of {job.arguments['table']} {job.arguments['id']}, if it still waits"
    if job.kind == TIMER:
        return f"Moves that happen by themselves of {job.arguments['table']} {job.arguments['id']}"
    if job.kind == TIMERS:
        return f"Records of {job.arguments['table']} that wait for move {job.arguments['move']}"
    return f"{job.kind} {job.key}"
