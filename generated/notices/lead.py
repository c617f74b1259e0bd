# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead.py.
"""Who is told of what happens."""

from generated.mails import lead_offered as lead_offered_mail
from generated.rules import lead as rules
from runtime.declarations.notices import Notice

NOTICES = (
    Notice(
        "lead_offered",
        after=("assign", "offer"),
        people="contact",
        through=("partner", "contacts"),
        where=rules.notify_1_where,
        mail=lead_offered_mail.MAIL,
    ),
    Notice(":decline", after=("decline",), people="employee", through=("owner",), say="{number} was declined"),
    Notice(":accept", after=("accept",), people="employee", through=("owner",), say="{number} was accepted"),
)
