# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request.py.
"""Who is told of what happens."""

from generated.mails import help_answered as help_answered_mail
from generated.mails import help_question as help_question_mail
from runtime.declarations.notices import Notice

NOTICES = (
    Notice("help_question", after=("ask",), people="employee", through=("person",), mail=help_question_mail.MAIL),
    Notice("help_answered", after=("finish",), people="employee", through=("person",), mail=help_answered_mail.MAIL),
)
