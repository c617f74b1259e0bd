"""Who may make statements, about which tables. The one list of them; everybody else reads through `scope` and changes
through `service`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from runtime import tables
from runtime.seam.errors import SeamError

Tables = Callable[[str], bool]
"""Whether the table with this name is one of them."""

_SECURITY = frozenset(
    table.name for table in (tables.account, tables.session, tables.link, tables.attempt, tables.draft)
)
_SECURITY_TOO = frozenset({tables.sequence.name})


def _none(_name: str) -> bool:
    return False


def _all(_name: str) -> bool:
    return True


def _security(name: str) -> bool:
    """Accounts and what belongs to them, Flask-AppBuilder's included."""
    return name.startswith("ab_") or name in _SECURITY


def _around_security(name: str) -> bool:
    return _security(name) or name in _SECURITY_TOO


def _oversight(name: str) -> bool:
    """The log, and the names of those in it."""
    return name in {tables.oversight.name, tables.account.name}


def _jobs(name: str) -> bool:
    return name == tables.job.name


def _mail(name: str) -> bool:
    return name == tables.mail.name


def _touches(name: str) -> bool:
    return name in {tables.touch.name, tables.sight.name}


def _disclosures(name: str) -> bool:
    """Both logs, and the names of those in them."""
    return _touches(name) or name in {tables.history.name, tables.account.name}


def _notices(name: str) -> bool:
    return name in {tables.notice.name, tables.notice_choice.name, tables.notice_mute.name}


def _but_security(name: str) -> bool:
    return not _security(name)


def _records(name: str) -> bool:
    return not name.startswith(("ab_", "portal_"))


@dataclass(frozen=True, slots=True, eq=False)
class Pass:
    """`text`: the room may run statements that are text, whose tables nobody can tell."""

    room: str
    reads: Tables = _none
    writes: Tables = _none
    text: bool = False


_PASSES: Mapping[str, Pass] = {
    each.room: each
    for each in (
        Pass("scope", text=True),  # its shapes
        Pass("service", reads=_all, writes=_but_security, text=True),  # text: the shapes of scope in its transaction
        Pass("security", reads=_around_security, writes=_around_security),
        Pass("membership", reads=_all),  # the person's own record, by the portal's rule
        Pass("claiming", writes=_records),  # the record of the first member of the staff
        Pass("sweeping", reads=lambda name: name == tables.file.name),
        Pass("oversight", reads=_oversight, writes=lambda name: name == tables.oversight.name),
        Pass("jobs", reads=_jobs, writes=_jobs),
        Pass("listening", text=True),  # to PostgreSQL, which tells that a job was stored
        Pass("mail", reads=_mail, writes=_mail),
        Pass("notices", reads=_all, writes=_notices, text=True),  # whom to tell is asked of all data
        Pass("touches", writes=_touches),
        Pass("disclosures", reads=_disclosures),
        Pass("health"),  # asks whether the database answers
        Pass("operator", reads=_all, writes=_all, text=True),  # the command line: apply, demo, test
    )
}


def pass_of(room: str) -> Pass:
    if room not in _PASSES:
        raise SeamError(f"There is no pass for {room}; there are {', '.join(_PASSES)}.")
    return _PASSES[room]
