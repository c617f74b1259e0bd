"""The page after sending a new record: its reference, what happens next and when. It can be opened again later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from markupsafe import Markup

from runtime.declarations.access import RecordType
from runtime.declarations.service_level import RESOLVE_BY, RESPOND_BY
from runtime.scope import BadQuery, Row
from runtime.service import Saved
from runtime.web.addresses import with_query
from runtime.web.context import Context
from runtime.web.facts import Fact, facts_of, sheet_of, shown_of
from runtime.web.lines import LinesTable, lines_of
from runtime.web.lists import Link
from runtime.words import inside

PROMISED = {RESPOND_BY: "You get an answer by {}.", RESOLVE_BY: "It is to be done by {}."}
UNSEEN = "The people who look after it have it now. You need not do anything else."


@dataclass(frozen=True, slots=True)
class ReceivedPage:
    heading: str
    reference: str
    next: tuple[str, ...]
    links: tuple[Link, ...]
    facts: tuple[Fact, ...]
    sheet: Markup
    lines: tuple[LinesTable, ...] = ()


def address_of(ctx: Context, record: RecordType, saved: Saved) -> str:
    """Where to go after creating. Who may not see the record that they sent gets its number by a signed address."""
    in_sight = not (saved.repeated or record.routing) or ctx.reader.sees(record.key, saved.id)
    if record.key in ctx.role.visible and in_sight:
        return ctx.to.act(record, saved.id, "received")
    token = str(_signer().dumps([ctx.principal.account_id, record.key, saved.number or ""]))
    return with_query(f"{ctx.to.root}/{record.address}/received", {"_of": token})


def page_of(ctx: Context, record: RecordType, row: Row) -> ReceivedPage:
    noun = inside(record.label)
    shown = [(told, html) for told, html in shown_of(ctx, record, row) if html]
    return ReceivedPage(
        heading=_heading(record),
        reference=str(row.values.get("number") or row.title),
        next=(
            ctx.access(record).afterwards or f"You can open this {noun} at any time to see how it is getting on.",
            *_promised(ctx, record, row),
        ),
        links=(
            Link(f"Open the {noun}", ctx.to.detail(record, row.id)),
            Link(f"All {inside(record.plural)}", ctx.to.list(record)),
            *_another(ctx, record),
        ),
        facts=facts_of(shown, "", ()),
        sheet=sheet_of(shown, "", ()),
        lines=tuple(table for table in lines_of(ctx, record, row, "") if table.lines),
    )


def unseen_page(ctx: Context, record: RecordType) -> ReceivedPage:
    """For those who may send records of this type but not read them."""
    try:
        account, key, number = _signer().loads(request.args.get("_of", ""))
    except BadSignature:
        raise BadQuery("This address is not complete.") from None
    if (account, key) != (ctx.principal.account_id, record.key):
        raise BadQuery("This address is another person's.")
    return ReceivedPage(
        heading=_heading(record),
        reference=number,
        next=(ctx.access(record).afterwards or UNSEEN,),
        links=(Link("Home", ctx.to.home()), *_another(ctx, record)),
        facts=(),
        sheet=Markup(),
    )


def _promised(ctx: Context, record: RecordType, row: Row) -> Iterator[str]:
    """Of a service level, what is ahead and this person sees."""
    if record.service_level is None:
        return
    now = datetime.now(UTC)
    for name, words in PROMISED.items():
        value = row.values.get(name)
        if isinstance(value, datetime) and value > now:
            yield words.format(ctx.printer.formats.moment(value))


def _heading(record: RecordType) -> str:
    return f"We have your {inside(record.label)}"


def _another(ctx: Context, record: RecordType) -> tuple[Link, ...]:
    return (Link(f"Send another {inside(record.label)}", ctx.to.new(record)),)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="received")
