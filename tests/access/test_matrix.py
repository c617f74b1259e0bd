"""The matrix of a small trade, by hand; and what is made of it on a terminal."""

from pathlib import Path

import pytest

from generator.access.matrix import Answer, FieldAccess, RecordAccess, build_matrix
from generator.access.rights import roles_of
from generator.access.table import as_text
from generator.app import App
from tests.access.trade import ORDER, trade

YES, NO = Answer("yes"), Answer("no")
OURS = Answer("if", "its firm is their firm")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return trade(tmp_path_factory.mktemp("trade"))


def access(app: App, portal: str, role: str = "", record: str = "order") -> RecordAccess:
    (found,) = build_matrix(app, [portal], [record])
    records = next(each.records for each in found.roles if each.role == role)
    return next(each for each in records if each.record == record)


def field(found: RecordAccess, name: str) -> FieldAccess:
    return next(each for each in found.fields if each.name == name)


def test_customers(app: App) -> None:
    orders = access(app, "customer")
    assert [state.key for state in orders.states] == ["new", "packed", "shipped", "closed"]
    assert orders.rows == (OURS,) * 4
    assert (orders.create, orders.delete) == (True, (NO,) * 4)
    assert [each.name for each in orders.fields] == ["number", "subject", "state", "due"]
    assert field(orders, "subject") == FieldAccess("subject", "Subject", (YES,) * 4, True, (YES, NO, NO, NO))
    assert field(orders, "state") == FieldAccess("state", "State", (YES,) * 4, False, (NO,) * 4)
    assert orders.title == "{number}"


def test_a_value_one_link_away(app: App) -> None:
    firms = access(app, "customer", record="firm")
    assert field(firms, "agent.name") == FieldAccess("agent.name", "Looked after by: Name", (YES,), False, (NO,))
    assert firms.rows == (Answer("if", "it is their firm"),)


def test_roles(app: App) -> None:
    assert roles_of(app.portals["staff"], app) == ("sales", "store", "boss")  # everybody there has one
    store, boss = access(app, "staff", "store"), access(app, "staff", "boss")
    assert store.rows == boss.rows == (YES,) * 4
    assert "margin" not in [each.name for each in store.fields]
    assert field(store, "state").edit == (YES,) * 4
    assert field(store, "subject").edit == (NO,) * 4
    assert boss.delete == (YES, NO, NO, NO)


def test_the_role_and_the_state_are_put_into_conditions(tmp_path: Path) -> None:
    rule = 'rows: me.role == "boss" or state == "shipped" and due is not None'
    app = trade(tmp_path, {ORDER: ("staff:\n            rows: all", f"staff:\n            {rule}")})
    assert access(app, "staff", "boss").rows == (YES,) * 4
    sales = access(app, "staff", "sales")
    assert sales.rows == (NO, NO, Answer("if", "its due date is set"), NO)
    assert field(sales, "subject").see == (NO, NO, YES, NO)


def test_who_may_not_log_in_has_no_access(tmp_path: Path) -> None:
    where = ("role: role", 'role: role\n        where: role in ["sales", "boss"]')
    app = trade(tmp_path, {"portals/staff.yaml": where})
    assert roles_of(app.portals["staff"], app) == ("sales", "boss")


def test_as_text(app: App) -> None:
    text = as_text(build_matrix(app, ["customer", "staff"], ["order"]), app)
    assert text == TEXT
    assert max(map(len, text.splitlines())) <= 100


TEXT = """\
Shop (portal customer, outside)
===============================

Orders
------
Customers
  see     while its firm is their firm
  read    Number, Subject, State, Due date
  enter   Subject, Due date, when they create one
  change  Subject, Due date, while its state is New
  list    Number, State, Subject, Due date
  title   {number}

Office (portal staff, inside)
=============================

Orders
------
Staff with the role Sales
  see     all
  read    Number, Firm, Subject, State, Due date, Remark, Margin
  enter   Firm, Subject, State, Due date, Remark, Margin, when they create one
  change  Firm, Subject, State, Due date, Remark, Margin
  list    Number, State, Firm, Subject, Due date
  title   {number}
Staff with the role Store keeper
  see     all
  read    Number, Firm, Subject, State, Due date, Remark
  enter   Firm, Subject, State, Due date, Remark, when they create one
  change  State
  list    Number, State, Firm, Subject, Due date
  title   {number}
Staff with the role Boss
  see     all
  read    Number, Firm, Subject, State, Due date, Remark, Margin
  enter   Firm, Subject, State, Due date, Remark, Margin, when they create one
  change  Firm, Subject, State, Due date, Remark, Margin
  delete  while its state is New
  list    Number, State, Firm, Subject, Due date
  title   {number}"""
