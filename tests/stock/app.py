"""A ticket desk on stock Flask-AppBuilder, with `base_filters` exactly as its tutorials write them.

It is what we are compared with: nothing in it is careless by the measure of those tutorials.
"""

from pathlib import Path

from flask import Flask, g, redirect
from flask_appbuilder import AppBuilder, MasterDetailView, Model, ModelView, action
from flask_appbuilder.models.mixins import FileColumn
from flask_appbuilder.models.sqla.base import SQLA
from flask_appbuilder.models.sqla.filters import FilterEqualFunction
from flask_appbuilder.models.sqla.interface import SQLAInterface
from sqlalchemy import Column, ForeignKey, Integer, String, select
from sqlalchemy.orm import relationship
from werkzeug.wrappers import Response

db = SQLA(model_class=Model)

# Of the customer's role; every view and action below has them.
PERMISSIONS = ("can_list", "can_show", "can_add", "can_edit", "can_delete", "can_download", "close", "close_all")


class Account(Model):
    __tablename__ = "stock_account"
    id = Column(Integer, primary_key=True)
    name = Column(String(80), nullable=False)

    def __repr__(self) -> str:
        return str(self.name)


class Contact(Model):
    __tablename__ = "stock_contact"
    id = Column(Integer, primary_key=True)
    name = Column(String(80), nullable=False)
    email = Column(String(120))
    account_id = Column(Integer, ForeignKey("stock_account.id"))
    account = relationship("Account", backref="contacts")

    def __repr__(self) -> str:
        return str(self.name)


class Ticket(Model):
    __tablename__ = "stock_ticket"
    id = Column(Integer, primary_key=True)
    subject = Column(String(200), nullable=False)
    state = Column(String(20), default="new")
    notes = Column(String(200))
    log = Column(FileColumn)
    account_id = Column(Integer, ForeignKey("stock_account.id"))
    account = relationship("Account")
    contact_id = Column(Integer, ForeignKey("stock_contact.id"))
    contact = relationship("Contact")


def own_account_id() -> int | None:
    return db.session.scalar(select(Contact.account_id).where(Contact.email == g.user.email))


class ContactView(ModelView):
    datamodel = SQLAInterface(Contact)
    list_columns = ("name", "email")


class AccountView(MasterDetailView):
    """The customer's own account with its contacts, which are reached from here only."""

    datamodel = SQLAInterface(Account)
    base_filters = (("id", FilterEqualFunction, own_account_id),)
    list_columns = ("name",)
    related_views = (ContactView,)


class TicketView(ModelView):
    datamodel = SQLAInterface(Ticket)
    base_filters = (("account_id", FilterEqualFunction, own_account_id),)
    list_columns = ("subject", "state")
    show_columns = ("subject", "state", "contact")
    add_columns = ("subject", "account", "contact")
    edit_columns = ("subject", "contact")

    @action("close_all", "Close", "Close these tickets?", "fa-check", single=False)
    def close_all(self, tickets: list[Ticket]) -> Response:
        for ticket in tickets:
            ticket.state = "closed"
            self.datamodel.edit(ticket)
        return redirect(self.get_redirect())

    @action("close", "Close", "Close this ticket?", "fa-check", multiple=False)
    def close(self, ticket: Ticket) -> Response:
        return self.close_all([ticket])


def make_app(files: Path) -> tuple[Flask, AppBuilder]:
    """The app with empty tables in memory, and one role, Customer."""
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY="a stock app's secret key of the tests",
        SQLALCHEMY_DATABASE_URI="sqlite://",
        UPLOAD_FOLDER=str(files),
        RATELIMIT_ENABLED=True,
        AUTH_RATE_LIMITED=True,
        AUTH_RATE_LIMIT="10 per 20 second",
    )
    db.init_app(app)
    with app.app_context():
        builder = AppBuilder(app, db.session)
        builder.add_view(AccountView, "Account")
        builder.add_view(TicketView, "Tickets")
        builder.add_view_no_menu(ContactView)
        db.create_all()
        _make_role(builder)
    return app, builder


def _make_role(builder: AppBuilder) -> None:
    security = builder.sm
    role = security.add_role("Customer")
    for view in ("AccountView", "ContactView", "TicketView"):
        for name in PERMISSIONS:
            permission = security.find_permission_view_menu(name, view)
            if permission is not None:
                security.add_permission_role(role, permission)
    for form in ("this_form_get", "this_form_post"):
        security.add_permission_role(role, security.add_permission_view_menu(f"can_{form}", "ResetMyPasswordView"))
