"""The key `notify`, with every move, field, path and mail in it looked up."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from generator.expressions.types import Names, Use
from generator.fields.reading import duration
from generator.naming import label
from generator.noticed import Mail, Notice
from generator.notices import CREATED
from generator.notices import Mail as ResolvedMail
from generator.notices import Notice as Resolved
from generator.problems import Text
from generator.resolve.notices.escalating import steps_told, written_notices
from generator.resolve.notices.place import NoticePlace
from generator.resolve.notices.recipients import Recipients, recipients_of
from generator.resolve.notices.wording import named_in_mail, named_in_words
from generator.resolve.problems import missing
from generator.spec import Record

if TYPE_CHECKING:
    from generator.resolve.context import Context

DAY = timedelta(days=1)
LONGEST = timedelta(days=366)
LONGEST_NAME = 150
"""Of a notice that is called after all that it follows; the database keeps it."""


def resolve_notices(record: Record, context: Context) -> tuple[Resolved, ...]:
    written = written_notices(record)
    if written and context.vocabulary.records[record.key].parent is not None:
        place = NoticePlace(record, 1, context)
        hint = "write it at the record that the lines belong to"
        place.report("S367", "lines have no page of their own, so nobody is told of them", written[0].at, hint)
        return ()
    found: list[Resolved] = []
    for number, notice in enumerate(written, start=1):
        resolved = _resolved(notice, NoticePlace(record, number, context), [each.name for each in found])
        found += [resolved] if resolved is not None else []
    return tuple(found)


def _resolved(notice: Notice, place: NoticePlace, taken: list[str]) -> Resolved | None:
    _check_events(notice, place)
    by = _span(notice, place)
    to = recipients_of(notice, place)
    mail = _mail(notice, place)
    if to is None or (notice.mail is not None and mail is None):
        return None
    return Resolved(
        name=_name(notice, taken),
        after=tuple(dict.fromkeys(map(str, notice.after))),
        before=str(notice.before or ""),
        by=by,
        people=to.people,
        through=to.through,
        where=_where(notice, to, place),
        email=to.email,
        when=_when(notice, place),
        mail=None if mail is None else _made(mail),
        say=str(notice.say or ""),
        always=notice.always,
        named=tuple(named_in_mail(mail, to, place) if mail is not None else named_in_words(notice, to, place)),
        at=notice.at,
    )


def _name(notice: Notice, taken: list[str]) -> str:
    """What mails a person wants is asked by their name; a notice without one is called after what happened."""
    if notice.mail is not None:
        return str(notice.mail)
    base = f":{notice.before or ':'.join(notice.after)}"
    if len(base) > LONGEST_NAME:
        base = f":{sha256(base.encode()).hexdigest()[:16]}"
    same = sum(name == base or name.startswith(f"{base}#") for name in taken)
    return f"{base}#{same + 1}" if same else base


def _made(mail: Mail) -> ResolvedMail:
    words = str(mail.label or label(mail.key))
    return ResolvedMail(str(mail.key), words, str(mail.subject), str(mail.body), mail.at.file)


def _mail(notice: Notice, place: NoticePlace) -> Mail | None:
    if notice.mail is None:
        return None
    mails = place.context.spec.mails
    found = mails.get(notice.mail)
    if found is None and notice.mail not in place.context.spec.unread:
        place.problems.append(missing("'notify'", "mail", notice.mail, mails))
    return found


def _check_events(notice: Notice, place: NoticePlace) -> None:
    moves = place.record.workflow.moves if place.record.workflow else {}
    steps = frozenset(steps_told(place.record))
    for name in notice.after:
        if name != CREATED and name not in moves and name not in steps:
            known = [CREATED, *map(str, moves)]
            place.problems.append(missing("'after' in 'notify'", "move", name, known, "events"))
    if notice.before is not None:
        _check_day(notice.before, place)


def _check_day(name: Text, place: NoticePlace) -> None:
    field = place.record.fields.get(name)
    days = [str(each) for each, field in place.record.fields.items() if field.kind in ("date", "datetime")]
    if field is None:
        place.problems.append(missing("'before' in 'notify'", "field", name, days, "fields with a date"))
    elif str(name) not in days:
        message = f"'before' names '{name}', which is of type '{field.kind}' and no day"
        place.report("S366", message, name.at, f"fields with a date: {', '.join(days) or 'none'}")


def _span(notice: Notice, place: NoticePlace) -> timedelta:
    if notice.by is None:
        return timedelta()
    if notice.before is None:
        place.report(
            "S366", "'by' says how long before something, and 'before' is missing", notice.by.at, "remove 'by'"
        )
        return timedelta()
    try:
        span = duration(notice.by)
    except ValueError as error:
        place.report("S215", str(error), notice.by.at)
        return timedelta()
    field = place.record.fields.get(notice.before)
    if field is not None and field.kind == "date" and span % DAY:
        place.report(
            "S366",
            f"'{notice.before}' is a day, and '{notice.by}' are hours before it",
            notice.by.at,
            "write whole days, as in 3d",
        )
    elif not timedelta() < span <= LONGEST:
        place.report(
            "S366", f"nobody can be told '{notice.by}' before", notice.by.at, "write more than none, and at most 366d"
        )
    return span


def _when(notice: Notice, place: NoticePlace) -> str | None:
    if notice.when is None:
        return None
    names = (Names(this=str(place.record.key)),)
    return place.book.rule(notice.when, Use.GUARD, names, f"notify_{place.number}_when")


def _where(notice: Notice, to: Recipients, place: NoticePlace) -> str | None:
    if notice.where is None:
        return None
    if not to.people:
        place.report(
            "S361", "'where' chooses among people, and 'to' is an email address", notice.where.at, "write 'when'"
        )
        return None
    names = (Names(this=str(place.record.key), it=to.people),)
    return place.book.rule(notice.where, Use.CANDIDATES, names, f"notify_{place.number}_where")
