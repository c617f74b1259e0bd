"""Notices and mails as generated code states them: who is told of what, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.declarations.rules import Candidates, Rule

CREATED = "created"
"""What `after` calls it that a record was made."""

NOTICE, REMINDER, LOOK, DIGEST = "notice", "reminder", "reminders", "digest"
"""The kinds of jobs: to tell of what happened, to tell of a day before it comes, to look which days come, and to send
what waited for the morning."""


@dataclass(frozen=True, slots=True)
class Mail:
    """`label` is what people call such mails. The subject and the lines of `text`, Markdown, name fields in braces."""

    key: str
    label: str
    subject: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """`name` tells it from the others of its record type. It goes to the records of type `people` that the links and
    sets `through` lead to, and for which `where` holds; or to the address in the field `email`.

    `after`: CREATED and moves; or `before`, a field with a date, by that much; while `when` holds. `mail` is sent, or
    `say` is said in the portal alone. `always`: whatever people have chosen.
    """

    name: str
    after: tuple[str, ...] = ()
    before: str = ""
    by: timedelta = timedelta()
    people: str = ""
    through: tuple[str, ...] = ()
    where: Candidates | None = None
    email: str = ""
    when: Rule | None = None
    mail: Mail | None = None
    say: str = ""
    always: bool = False

    @property
    def subject(self) -> str:
        """What it says in one line."""
        return self.mail.subject if self.mail is not None else self.say


COMMENTED = Notice(
    "comment",
    after=(CREATED,),
    mail=Mail("_comment", "Comments", "{about}: a new comment", ("{text}", "", "[Read it there, or answer]({link})")),
)
NOTED = Notice(
    "note",
    after=(CREATED,),
    mail=Mail("_note", "Internal notes", "{about}: a new note", ("{text}", "", "[Read it there, or answer]({link})")),
)
"""What is told of comments and of internal notes, to those who watch or are named: `runtime.audience` knows who."""
