# Generated from specs/records/account.yaml. Do not edit; extend in extensions/account.py.
"""The table account."""

from generated.choices.account_kind import ACCOUNT_KIND
from generated.choices.industry import INDUSTRY
from runtime import fields as F
from runtime import records

ACCOUNT_TIER = {
    "registered": "Registered",
    "silver": "Silver",
    "gold": "Gold",
}


class Account(records.Record):
    __tablename__ = "account"

    name = F.text("Name", required=True, unique=True, length=120)
    kind = F.choice("Kind", ACCOUNT_KIND, required=True, index=True)
    partner_id = F.link(
        "Looked after by",
        to="account",
        index=True,
        hint="The partner company that serves this customer. Its people see the customer's tickets, orders and returns.",
    )
    partner = F.linked("Account", partner_id, back="customers")
    owner_id = F.link("Account manager", to="employee", index=True)
    owner = F.linked("Employee", owner_id, back="accounts")
    industry = F.choice("Industry", INDUSTRY)
    tier = F.choice("Partner level", ACCOUNT_TIER)
    phone = F.phone("Phone", length=40)
    website = F.url("Website", length=2000)
    address = F.address("Address", length=500)
    delivery_address = F.address("Delivery address", length=500, hint="Only if it differs from the address above.")
    active = F.yesno("Active", hint="People of a company that is not active cannot log in.")
    customer_since = F.date("Customer since")
    credit_limit = F.money("Credit limit", private=True, places=2)
    notes = F.richtext("Internal notes")
    open_tickets = F.integer("Open tickets", computed=True)
    paid_so_far = F.money("Paid so far", private=True, places=2, computed=True)
    customers = F.back("Account", "partner")
    plans = F.back("AccountPlan", "account")
    contacts = F.back("Contact", "account")
    expenses = F.back("Expense", "account")
    invoices = F.back("Invoice", "account")
    leads = F.back("Lead", "partner")
    literature_orders = F.back("LiteratureOrder", "account")
    opportunities = F.back("Opportunity", "account")
    partner_opportunities = F.back("Opportunity", "partner")
    orders = F.back("Order", "account")
    purchases = F.back("Purchase", "account")
    partner_quotes = F.back("Quote", "partner")
    returns = F.back("ReturnRequest", "account")
    tickets = F.back("Ticket", "account")
