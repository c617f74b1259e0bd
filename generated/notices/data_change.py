# Generated from specs/records/data_change.yaml. Do not edit; extend in extensions/data_change.py.
"""Who is told of what happens."""

from generated.mails import data_change_refused as data_change_refused_mail
from generated.mails import data_changed as data_changed_mail
from runtime.declarations.notices import Notice

NOTICES = (
    Notice("data_changed", after=("take_effect",), people="employee", through=("person",), mail=data_changed_mail.MAIL),
    Notice(
        "data_change_refused",
        after=("refuse",),
        people="employee",
        through=("person",),
        mail=data_change_refused_mail.MAIL,
    ),
)
