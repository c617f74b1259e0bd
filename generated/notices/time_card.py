# Generated from specs/records/time_card.yaml. Do not edit; extend in extensions/time_card.py.
"""Who is told of what happens."""

from generated.mails import time_card_sent_back as time_card_sent_back_mail
from generated.mails import time_card_submitted as time_card_submitted_mail
from runtime.declarations.notices import Notice

NOTICES = (
    Notice(
        "time_card_submitted",
        after=("submit",),
        people="employee",
        through=("person", "manager"),
        mail=time_card_submitted_mail.MAIL,
    ),
    Notice(
        "time_card_sent_back",
        after=("send_back",),
        people="employee",
        through=("person",),
        mail=time_card_sent_back_mail.MAIL,
    ),
)
