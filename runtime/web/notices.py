"""Notices in the portal: what somebody was told, which mails they get, and the address at which mails of a kind end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import abort, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_appbuilder import BaseView, expose
from sqlalchemy import Connection

from runtime import tables
from runtime.declarations.notices import Mail
from runtime.declarations.site import Portal, Site, tells, told_in
from runtime.ids import read_id
from runtime.notices import choices, rows
from runtime.notices.choices import CHOICES, MAIL, OFF
from runtime.notices.links import PURPOSE, is_signed
from runtime.notices.rows import Kept
from runtime.notices.saying import Said, read_on, say
from runtime.scope import BadQuery
from runtime.security.questions import Question, refuse_others
from runtime.security.secret import derive, site_secret
from runtime.web.addresses import with_query
from runtime.web.context import Context, current
from runtime.web.parameters import only
from runtime.web.portal import portal_context

SIZE = 25
PAGES = 40
ALL = "all"


@dataclass(frozen=True, slots=True)
class Line:
    """`id` is that of the notice; `state` says in words whether it was read."""

    id: int
    iso: str
    date: str
    words: str
    title: str
    href: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """`hidden`: how many on this page are about what is no longer seen."""

    lines: tuple[Line, ...]
    hidden: int
    unread: bool
    older: str
    choices: str


@dataclass(frozen=True, slots=True)
class Muted:
    """`value` is what the form sends to hear of it again."""

    value: str
    title: str
    href: str


class NoticesView(BaseView):
    """`/my-notices…`."""

    route_base = ""
    open_routes = ("off",)
    signed_routes = ("off",)

    @expose("/my-notices", methods=["GET", "POST"])
    def notices(self) -> ResponseReturnValue:
        """The page; posted to, notices are marked as read, or their record is not told of any more."""
        ctx = _entered()
        if request.method == "POST":
            refuse_others("read", "mute")
            _change(ctx, request.form)
            return redirect(f"{request.script_root}/my-notices", 303)
        only("_page", "_draft")
        return render_template("notices/list.html", page=_page(ctx, _number()))

    @expose("/my-notices/choices", methods=["GET", "POST"])
    def preferences(self) -> ResponseReturnValue:
        ctx = _entered()
        mails = mails_to_choose(ctx.site, ctx.portal)
        if request.method == "POST":
            refuse_others("again", *mails)
            _choose(request.form, mails)
            flash("Your choice is saved.", "done")
            return redirect(f"{request.script_root}/my-notices/choices", 303)
        only("_draft")
        with portal_context().engines.read.connect() as connection:
            chosen = choices.choices_of(connection, _account())
            muted = choices.mutes_of(connection, _account())
        return render_template(
            "notices/choices.html", questions=[*_questions(mails, chosen)], muted=[*_muted(ctx, muted)]
        )

    @expose("/my-notices/off/<id:account_id>/<mail>/<given>", methods=["GET", "POST"])
    def off(self, account_id: int, mail: str, given: str) -> ResponseReturnValue:
        """Without logging in, also by the programs in which mails are read: who has the address may end the mails, and
        can do nothing else with it."""
        only()
        here = portal_context()
        label = labels_to_end(here.site, here.portal).get(mail)
        secret = derive(site_secret(here.settings.secret_file), PURPOSE)
        if label is None or not is_signed(secret, account_id, mail, given) or not _is_ours(account_id):
            abort(404)
        if request.method == "POST":
            with here.engines.write.begin() as connection:
                _end(connection, account_id, mail)
        return render_template("notices/off.html", label=label, done=request.method == "POST")


def mails_to_choose(site: Site, portal: Portal) -> Mapping[str, Mail]:
    """The mails that people of the portal may do without, by key."""
    mails = (notice.mail for notice in told_in(site, portal) if not notice.always)
    return {each.key: each for each in mails if each is not None}


def labels_to_end(site: Site, portal: Portal) -> Mapping[str, str]:
    """What may be ended from within a mail, by key."""
    labels = {key: mail.label for key, mail in mails_to_choose(site, portal).items()}
    return {**labels, choices.MORNING: "All notices together, each morning"} if labels else {}


def _end(connection: Connection, account_id: int, mail: str) -> None:
    if mail == choices.MORNING:
        choices.end_mornings(connection, account_id)
    else:
        choices.choose(connection, account_id, mail, OFF)


def _entered() -> Context:
    """404 where nobody is told of anything."""
    ctx = current()
    return ctx if tells(ctx.site, ctx.portal) else abort(404)


def _account() -> int:
    account: int = g.principal.account_id
    return account


def _is_ours(account_id: int) -> bool:
    """Whether it is an account of this portal."""
    here, account = portal_context(), tables.account.c
    with here.engines.read.connect() as connection:
        wanted = account.id == account_id, account.portal == here.portal.key
        return connection.execute(tables.account.select().where(*wanted)).first() is not None


# The list


def _number() -> int:
    text = request.args.get("_page", "1")
    number = read_id(text)
    if number is None or number > PAGES:
        raise BadQuery(f"There is no page “{text}” of notices.")
    return number


def _page(ctx: Context, number: int) -> NoticesPage:
    with portal_context().engines.read.connect() as connection:
        kept = rows.newest(connection, _account(), SIZE + 1, (number - 1) * SIZE)
    shown = kept[:SIZE]
    said = say(ctx.site, ctx.reader, ctx.printer.formats, shown, ctx.principal.name)
    here, more = f"{request.script_root}/my-notices", len(kept) > SIZE and number < PAGES
    return NoticesPage(
        lines=tuple(_line(ctx, each) for each in said),
        hidden=len(shown) - len(said),
        unread=_any_unread(shown),
        older=with_query(here, {"_page": str(number + 1)}) if more else "",
        choices=f"{here}/choices",
    )


def _any_unread(kept: Sequence[Kept]) -> bool:
    return any(each.read is None for each in kept)


def _line(ctx: Context, said: Said) -> Line:
    return Line(
        id=said.id,
        iso=said.made.isoformat(timespec="seconds"),
        date=ctx.printer.formats.moment(said.made),
        words=said.words,
        title=said.title,
        href=ctx.to.detail(said.record, said.record_id),
        is_new=said.is_new,
    )


def _change(ctx: Context, form: Mapping[str, str]) -> None:
    """404 for what is none of theirs."""
    asked, muting = form.get("read", ""), form.get("mute", "")
    chosen = read_id(muting or asked)
    if not muting and asked != ALL and chosen is None:
        abort(404)
    with portal_context().engines.write.begin() as connection:
        if not muting:
            rows.mark_read(connection, _account(), chosen)
            return
        occasion = rows.occasion_of(connection, _account(), chosen or 0) or abort(404)
        choices.mute(connection, _account(), *read_on(ctx.site, ctx.reader, occasion))
        rows.mark_read_of(connection, _account(), occasion)
    flash("You hear no more of it. Under “Which mails you get” you can ask to be told again.", "done")


# What they have chosen


def _questions(mails: Mapping[str, Mail], chosen: Mapping[str, str]) -> Iterator[Question]:
    for key, mail in mails.items():
        yield Question(key, mail.label, "radio", "", chosen.get(key, MAIL), options=tuple(CHOICES.items()))


def _choose(form: Mapping[str, str], mails: Mapping[str, Mail]) -> None:
    """400 for an answer that is none."""
    answers = {key: form[key] for key in mails if key in form}
    if any(answer not in CHOICES for answer in answers.values()):
        abort(400)
    table, _, number = form.get("again", "").partition("/")
    with portal_context().engines.write.begin() as connection:
        for key, answer in answers.items():
            choices.choose(connection, _account(), key, answer)
        if table:
            choices.unmute(connection, _account(), table, read_id(number) or 0)


def _muted(ctx: Context, muted: Collection[tuple[str, int]]) -> Iterator[Muted]:
    """Those that they still see, by type, the newest first."""
    records = {record.table: record for record in ctx.site.records.values()}
    for table in sorted({table for table, _ in muted if table in records}):
        record, ids = records[table], sorted((number for of, number in muted if of == table), reverse=True)
        titles = ctx.reader.titles(record.key, ids)
        for number, title in ((number, titles[number]) for number in ids if number in titles):
            yield Muted(f"{table}/{number}", title, ctx.to.detail(record, number))
