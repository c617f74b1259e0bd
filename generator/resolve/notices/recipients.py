"""Whom a notice goes to: people at the end of a path, or an address in a field of the record."""

from __future__ import annotations

from dataclasses import dataclass

from generator.noticed import Notice
from generator.resolve.notices.place import NoticePlace
from generator.resolve.workflow.paths import follow


@dataclass(frozen=True, slots=True)
class Recipients:
    """`people` are records that log in to some portal; else `email` is the field of the address."""

    people: str = ""
    through: tuple[str, ...] = ()
    email: str = ""


def recipients_of(notice: Notice, place: NoticePlace) -> Recipients | None:
    """None and a problem where nobody is there."""
    field = place.record.fields.get(notice.to)
    if field is not None and field.kind == "email":
        if notice.mail is None:
            hint = "name a mail of mails/"
            place.report("S361", "'say' is for people with a portal, and 'to' is an email address", notice.to.at, hint)
            return None
        return Recipients(email=str(notice.to))
    reached = follow(notice.to, "to", "'notify'", place)
    if reached is None:
        return None
    target, through = reached
    portals = place.context.spec.portals.values()
    if not any(portal.who == target.key for portal in portals):
        known = ", ".join(sorted({f"'{portal.who}'" for portal in portals}))
        message = f"nobody can be told by '{notice.to}': no '{target.key}' logs in to a portal"
        place.report(
            "S361", message, notice.to.at, f"lead on to one of those who do: {known}; or to a field of type email"
        )
        return None
    return Recipients(str(target.key), through)
