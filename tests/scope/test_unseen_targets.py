"""Rules that go through records which their reader may not see at all are judged over all data, wherever they stand.

Random rules over links, of one hop to three; the skippers here see bookings and nothing else. Python over the entities
says which rows, values and edits the readers must have, on both databases.
"""

import datetime
import decimal
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from generator.expressions import check, emit_python, emit_sql
from generator.expressions.types import BackShape, FieldShape, Names, RecordShape, Type, Use, Vocabulary
from generator.problems import Position, Text
from runtime import sql, values
from runtime.declarations.access import EVERYTHING, Access, Grant
from runtime.declarations.rules import Rule
from runtime.records import fields_of
from runtime.scope import ListQuery, Reader, Scopes
from tests.scope.conftest import NOON, Marina
from tests.scope.marina import GEAR, MARINA, RIGS, STATES, Berth, Boat, Booking, Firm, Skipper, Warden

CLASSES = {model.__tablename__: model for model in (Berth, Boat, Booking, Firm, Skipper, Warden)}
CHOICES = {"rig": RIGS, "state": STATES, "gear": GEAR, "role": {"sailor": "Sailor", "agent": "Agent"}}
BASES = {
    "text": "text", "longtext": "text", "email": "text", "phone": "text", "money": "number", "decimal": "number",
    "integer": "number", "yesno": "yesno", "date": "date", "datetime": "datetime", "duration": "duration",
    "choice": "choice", "choices": "choice", "link": "link", "links": "link",
}  # fmt: skip
BACKS = {"firm": {"boats": BackShape("boats", "boat", "firm", many=False)}}
NAMES = Names(this="booking", it=None, me="skipper", role="role", roles=("sailor", "agent"), portal="quay")

ATOMS = (
    "boat.firm == me.firm", "boat.firm.agent == me.firm", "boat.firm.agent.agent == me.firm", "boat.firm is None",
    "boat.firm != me.firm", 'boat.firm.name == "North"', 'boat.firm.agent.name == "Agency"', "boat.insured",
    'boat.name == "Gull"', "boat.length > 8", "boat.valuation is None", 'boat.rig in ["sloop", "ketch"]',
    "me in boat.crew", "any(s.firm == me.firm for s in boat.crew)", "any(b.insured for b in boat.firm.boats)",
    "boat in me.firm.boats", "count(boat.firm.boats) > 1", "berth.fee > 25", '"crane" in berth.gear', "berth is None",
    'warden.name == "Wes"', "warden.home_phone is None", "boat.firm.credit >= 10", 'state == "over"',
    "boat.firm.agent is None",
)  # fmt: skip


def rules() -> st.SearchStrategy[str]:
    def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pairs = st.tuples(parts, st.sampled_from(["and", "or"]), parts).map(lambda all_: f"({' '.join(all_)})")
        return pairs | parts.map(lambda part: f"not ({part})")

    return st.recursive(st.sampled_from(ATOMS), joined, max_leaves=4)


def vocabulary() -> Vocabulary:
    return Vocabulary({key: _shape(key) for key in CLASSES})


def _shape(key: str) -> RecordShape:
    fields = {
        field.name: FieldShape(
            field.name,
            field.kind,
            Type(
                BASES[field.kind],  # type: ignore[arg-type]
                many=field.kind in ("links", "choices"),
                record=field.target,
                options=tuple(CHOICES.get(field.name, ())),
                places=field.places,
            ),
            optional=field.kind not in ("links", "choices"),
        )
        for field in fields_of(CLASSES[key]).values()
        if field.kind in BASES
    }
    built_in = {"id": FieldShape("id", "integer", Type("number"), optional=False)}
    return RecordShape(key, key.capitalize(), {**built_in, **fields}, BACKS.get(key, {}), {})


VOCABULARY = vocabulary()


def compiled(source: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The rule in SQL and in Python, as generated code holds it."""
    text = Text(source, Position("specs/records/booking.yaml", 1, 1, len(source)))
    expression, problems = check(text, Use.CONDITION, NAMES, VOCABULARY)
    assert expression is not None, f"{source}\n{problems}"
    modules = {"sql": sql, "values": values, "datetime": datetime, "decimal": decimal}
    scope = {**modules, **{model.__name__: model for model in CLASSES.values()}}
    by_sql = eval(f"lambda this, given: {emit_sql(expression, VOCABULARY).text}", scope)
    return by_sql, eval(f"lambda this, given: {emit_python(expression, VOCABULARY).text}", scope)


def reader(marina: Marina, person: str, access: Access) -> Reader:
    """Of a site in which skippers have this access to bookings and none to anything else."""
    records = {
        key: replace(record, access={"quay": access} if key == "booking" else {}, filters={})
        for key, record in MARINA.records.items()
    }
    quay = replace(MARINA.portals["quay"], menu=())
    site = replace(MARINA, records=records, portals={"quay": quay})
    return Scopes(site, marina.engines).reader(marina.people[person], moment=NOON)


@pytest.fixture(scope="module")
def everything(marina: Marina) -> Iterator[Session]:
    with Session(marina.engines.read) as session:
        yield session


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_rule_through_what_nobody_sees_is_judged_over_all_data(
    marina: Marina, everything: Session, data: st.DataObject
) -> None:
    source, person = data.draw(rules()), data.draw(st.sampled_from(["ada", "bob", "gus"]))
    by_sql, by_python = compiled(source)
    me = everything.get_one(Skipper, marina.people[person].person_id)
    asked = values.Given(NOON, ZoneInfo("Europe/Berlin"), me, me.role, "quay")
    bookings = list(everything.scalars(select(Booking)))
    expected = {booking.id for booking in bookings if by_python(booking, asked)}
    rule = Rule(source, "booking.yaml:1", sql=by_sql)

    as_rows = reader(marina, person, Access(rows=rule, see=(Grant(("number",)),), list=("number",)))
    page = as_rows.page(ListQuery("booking", size=100))
    assert {row.id for row in page.rows} == expected
    assert page.count == len(expected)
    assert {row.id for row in as_rows.export(ListQuery("booking", sort="-number"))} == expected
    assert {booking.id for booking in bookings if as_rows.sees("booking", booking.id)} == expected

    granted = (Grant(("number",)), Grant(("remark", "boat"), rule))
    as_condition = reader(
        marina, person, Access(rows=EVERYTHING, see=granted, edit=(Grant(("remark",), rule),), delete=rule)
    )
    for booking in bookings:
        row, permits = as_condition.record("booking", booking.id), as_condition.permits("booking", booking.id)
        assert row is not None
        assert permits is not None
        assert ("remark" in row.values and row.values["remark"] is not None) == (
            booking.id in expected and booking.remark is not None
        )
        assert (permits.edit, permits.delete) == ((("remark",), True) if booking.id in expected else ((), False))
        assert booking.boat is None or booking.boat.name not in str(row)


def test_the_rules_tell_something(marina: Marina, everything: Session) -> None:
    """Most of them select some bookings and not others, for one of the three people."""
    bookings = list(everything.scalars(select(Booking)))
    telling = set()
    for source in ATOMS:
        _by_sql, by_python = compiled(source)
        for person in ("ada", "bob", "gus"):
            me = everything.get_one(Skipper, marina.people[person].person_id)
            asked = values.Given(NOON, ZoneInfo("Europe/Berlin"), me, me.role, "quay")
            if len({bool(by_python(booking, asked)) for booking in bookings}) == 2:
                telling.add(source)
    assert len(telling) > 0.7 * len(ATOMS), sorted(set(ATOMS) - telling)
