"""`generated/notices/<record>.py`, who is told of a record type; and `generated/mails/<mail>.py`, the words."""

from __future__ import annotations

from datetime import timedelta

from generator.app import Record
from generator.notices import Mail, Notice
from generator.python import Call, Code, assign, call, lay_out, literal, sequence
from generator.render.module import Import, render_module


def render_notices(record: Record) -> str | None:
    """The module of a record type's notices, or None if it has none."""
    if not record.notices:
        return None
    block = assign("NOTICES", sequence(map(_notice, record.notices)))
    mails = sorted({notice.mail.key for notice in record.notices if notice.mail is not None})
    return render_module(
        source=record.file,
        extension=f"extensions/{record.key}.py",
        doc="Who is told of what happens.",
        imports=[
            Import("runtime.declarations.notices", "Notice"),
            *(Import("generated.mails", key, f"{key}_mail") for key in mails),
            *([Import("generated.rules", record.key, "rules")] if "rules." in block else []),
            *([Import("datetime")] if "datetime." in block else []),
        ],
        blocks=[block],
    )


def render_mail(mail: Mail) -> str:
    """The module of a mail's words, a line of the text in a line."""
    lines = sequence(map(literal, mail.body.split("\n")))
    code = call("Mail", literal(mail.key), literal(mail.label), literal(mail.subject), lines)
    return render_module(
        source=mail.file,
        doc="What the mail says.",
        imports=[Import("runtime.declarations.notices", "Mail")],
        blocks=[assign("MAIL", code)],
    )


def _notice(notice: Notice) -> Call:
    named: dict[str, Code] = {}
    if notice.after:
        named["after"] = _names(notice.after)
    if notice.before:
        named["before"] = literal(notice.before)
    if notice.by != timedelta():
        named["by"] = literal(notice.by)
    if notice.people:
        named["people"] = literal(notice.people)
        named["through"] = _names(notice.through)
    if notice.where:
        named["where"] = f"rules.{notice.where}"
    if notice.email:
        named["email"] = literal(notice.email)
    if notice.when:
        named["when"] = f"rules.{notice.when}"
    if notice.mail is not None:
        named["mail"] = f"{notice.mail.key}_mail.MAIL"
    if notice.say:
        named["say"] = literal(notice.say)
    if notice.always:
        named["always"] = "True"
    return call("Notice", literal(notice.name), **named)


def _names(names: tuple[str, ...]) -> str:
    return lay_out(sequence(map(literal, names)))
