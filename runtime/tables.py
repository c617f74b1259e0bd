"""The system's own tables: accounts, sessions, history, files, jobs, mail, notices. All are named `portal_…`, as no
record may.

Core tables, not mapped classes: a business may call its records `Account` or `File`.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from runtime import ids
from runtime.columns import Id, UtcDateTime
from runtime.records import Base


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=False, default=ids.new_id)


account = Table(
    "portal_account",
    Base.metadata,
    _id(),
    Column("portal", String(100), nullable=False),
    Column("record", String(100), nullable=False),
    Column("person_id", Id, nullable=False),
    Column("ab_user_id", Integer, nullable=False, unique=True),
    Column("role", String(100), nullable=False, default=""),
    Column("name", Text, nullable=False),
    Column("email", String(320), nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("version", Integer, nullable=False, default=1),
    Index(None, "portal", "email", unique=True),
    Index(None, "portal", "person_id", unique=True),
)
"""One person in one portal: joins Flask-AppBuilder's user and the person's own record."""

session = Table(
    "portal_session",
    Base.metadata,
    Column("id", String(64), primary_key=True),  # the SHA-256 of what the cookie holds
    Column("account_id", Id, ForeignKey(account.c.id), nullable=False, index=True),
    Column("created", UtcDateTime, nullable=False),
    Column("seen", UtcDateTime, nullable=False),
    Column("expires", UtcDateTime, nullable=False, index=True),
    Column("version", Integer, nullable=False),  # the account's, when the session began
    Column("viewer", String(64)),  # the session of the member of staff who looks on as this account
)
"""Who is logged in. A session ends by deleting its row, or by a newer version of its account."""

link = Table(
    "portal_link",
    Base.metadata,
    _id(),
    Column("token", String(64), nullable=False, unique=True),  # the SHA-256 of what was mailed
    Column("purpose", String(20), nullable=False),
    Column("portal", String(100), nullable=False),
    Column("account_id", Id, ForeignKey(account.c.id), index=True),  # none: the first staff member claims the site
    Column("created", UtcDateTime, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
    Column("used", UtcDateTime),
    Column("viewer", String(64)),  # as in `session`
)
"""One-time links: `invite`, `reset`, `claim`, `view`."""

attempt = Table(
    "portal_attempt",
    Base.metadata,
    Column("key", String(64), primary_key=True),  # a keyed hash of the address, of portal and email, or of both
    Column("count", Integer, nullable=False),
    Column("until", UtcDateTime, nullable=False, index=True),  # then it counts anew
)
"""Counters of the rate limits: one row each, changed by one statement, so that they hold across processes."""

draft = Table(
    "portal_draft",
    Base.metadata,
    Column("id", String(64), primary_key=True),  # the SHA-256 of what stands in the address
    Column("account_id", Id),  # whose session ended; none: it was not known
    Column("path", Text, nullable=False),
    Column("posted", Text, nullable=False),  # JSON: [[name, value], …], without files and passwords
    Column("expires", UtcDateTime, nullable=False, index=True),
)
"""What was typed into a form whose session or token had ended, to show it again."""

history = Table(
    "portal_history",
    Base.metadata,
    _id(),
    Column("record", String(100), nullable=False),
    Column("record_id", Id, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("account_id", Id),
    Column("action", String(20), nullable=False),
    Column("changes", Text, nullable=False),  # JSON: {field: [before, after]}
    Column("form_token", String(64), unique=True),
    Column("move", String(100)),  # the name of the move that it was
    Index(None, "record", "record_id", "at"),
    Index(None, "account_id", "at"),
)
"""Who changed what when, written in the transaction of the change. A form token is there once: one form, one record."""

touch = Table(
    "portal_touch",
    Base.metadata,
    _id(),
    Column("at", UtcDateTime, nullable=False),
    Column("act", String(20), nullable=False),  # see `runtime.touches.Act`
    Column("account_id", Id),
    Column("viewer_id", Id),  # the account of the member of staff who looked on through their eyes
    Column("sight_id", Id, nullable=False),
    Column("record_id", Id, index=True),  # of one record, with its revision
    Column("revision", Integer),
    Column("rows", LargeBinary),  # of several: their ids, then their revisions, if known
    Column("words", Text),  # what was asked for, or the name of a file
    Index(None, "account_id", "at"),
    Index(None, "sight_id"),
)
"""Who was shown, sent or given what, when. Rows are only ever added; changes stand in `history`."""

sight = Table(
    "portal_sight",
    Base.metadata,
    _id(),  # a hash of the rest, so that all processes give the same
    Column("portal", String(100), nullable=False),
    Column("role", String(100), nullable=False),
    Column("way", String(20), nullable=False),  # `page`, `api`, `csv`, `xlsx`, `mail`
    Column("record", String(100), nullable=False, index=True),
    Column("fields", Text, nullable=False),  # JSON: the names that the database keeps for them
)
"""What touches have in common: as whom, by which way, which fields of which record type. Each is there once."""

file = Table(
    "portal_file",
    Base.metadata,
    _id(),
    Column("record", String(100), nullable=False),
    Column("record_id", Id, nullable=False),
    Column("field", String(100), nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", String(255), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("stored", String(100), nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("created_by", Id),
    Index(None, "record", "record_id", "field"),
)
"""Files of records; `stored` is the random name under which the bytes are kept."""

watch = Table(
    "portal_watch",
    Base.metadata,
    Column("record_id", Id, primary_key=True, autoincrement=False),
    Column("account_id", Id, primary_key=True, autoincrement=False),
    Column("record", String(100), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Index(None, "account_id"),
)
"""Who watches a record: they are told of comments on it, as long as they see them."""

oversight = Table(
    "portal_oversight",
    Base.metadata,
    _id(),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("act", String(20), nullable=False, index=True),  # the name of a system principal; see `runtime.oversight`
    Column("account_id", Id),  # the member of staff; none: the operator, at the command line
    Column("portal", String(100), nullable=False),
    Column("email", String(320), nullable=False),  # as whom, in that portal
    Column("reason", Text, nullable=False),
    Column("view", String(64)),  # what `view` and `view_end` of one view share
    Column("until", UtcDateTime),
)
"""Who looked past their own part, as whom and why: explanations, views as somebody else. Rows are only ever added."""

sequence = Table(
    "portal_sequence",
    Base.metadata,
    Column("name", String(200), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""The last number given under each name."""

assignment = Table(
    "portal_assignment",
    Base.metadata,
    _id(),
    Column("record", String(100), nullable=False),
    Column("record_id", Id, nullable=False, index=True),
    Column("field", String(100), nullable=False),
    Column("candidate_id", Id, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("rule", Integer),  # its place in the list; none: somebody else gave it
    Column("turn", BigInteger),  # counts up for each field; none: it was not a matter of turns
    Column("reason", Text),
    Index(None, "record", "field", "candidate_id", "turn"),
)
"""Whom routing gave a record to, or took it from: so nobody gets it twice, and it is known whose turn it is."""

job = Table(
    "portal_job",
    Base.metadata,
    _id(),
    Column("kind", String(100), nullable=False),
    Column("key", String(200), nullable=False),
    Column("arguments", Text, nullable=False),  # JSON
    Column("state", String(10), nullable=False),  # `waiting`, `done`, `dead`
    Column("due", UtcDateTime, nullable=False),  # not before; of one that runs, when its lease ends
    Column("lease", String(32)),  # a random name for the try that has it
    Column("tries", Integer, nullable=False, default=0),
    Column("error", Text),  # how the last try failed, in words
    Column("created", UtcDateTime, nullable=False),
    Column("ended", UtcDateTime),
    Index(None, "kind", "key", unique=True),
    Index(None, "state", "due"),
)
"""What is to be done after a change, written in its transaction; see `runtime.jobs`."""

mail = Table(
    "portal_mail",
    Base.metadata,
    _id(),
    Column("to", String(320), nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),  # "" once a mail was sent that is `secret`
    Column("html", Text),
    Column("secret", Boolean),  # it holds a one-time link, which is for its reader only
    Column("message_id", Text),  # given at the first try, for ever
    Column("created", UtcDateTime, nullable=False),
    Column("sent", UtcDateTime, index=True),
    Column("kept", Boolean),  # in a file: there was no mail server to send it to
    Column("unsubscribe", Text),  # the address at which its reader ends mails of its kind, without logging in
    Column("key", String(500), unique=True),  # of one that must not be stored twice
)
"""Mail to send, written in the transaction that causes it. A job sends it."""

notice = Table(
    "portal_notice",
    Base.metadata,
    _id(),
    Column("account_id", Id, ForeignKey(account.c.id), nullable=False),
    Column("record", String(100), nullable=False),
    Column("record_id", Id, nullable=False),
    Column("name", String(200), nullable=False),  # of the notice, among those of its record type
    Column("event", String(200), nullable=False),  # which happening it tells of
    Column("made", UtcDateTime, nullable=False),
    Column("read", UtcDateTime),
    Column("waits", Boolean, nullable=False),  # for the mail of the next morning
    Index(None, "account_id", "record", "record_id", "name", "event", unique=True),
    Index(None, "account_id", "read"),
    Index(None, "account_id", "made"),
)
"""Who was told of what. It has no words: what it says is read through its reader's scope whenever it is shown."""

notice_choice = Table(
    "portal_notice_choice",
    Base.metadata,
    Column("account_id", Id, ForeignKey(account.c.id), primary_key=True),
    Column("mail", String(100), primary_key=True),
    Column("choice", String(10), nullable=False),  # see `runtime.notices.choices`
)
"""Of the mails that people may do without: which of them somebody gets otherwise than at once."""

notice_mute = Table(
    "portal_notice_mute",
    Base.metadata,
    Column("account_id", Id, ForeignKey(account.c.id), primary_key=True),
    Column("record", String(100), primary_key=True),
    Column("record_id", Id, primary_key=True),
)
"""Records of which somebody wants to hear no more."""
