# Generated from specs/records/account.yaml. Do not edit; extend in extensions/account.py.
"""Forms, portal by portal."""

from generated.models.account import Account
from runtime.web import forms as F


class CustomerManagerAccountForm(F.RecordForm):
    """What people of the portal customer fill in."""

    phone = F.ask(Account.phone)
    website = F.ask(Account.website)
    address = F.ask(Account.address)
    delivery_address = F.ask(Account.delivery_address)


class StaffAgentAccountForm(F.RecordForm):
    """What people of the portal staff fill in."""

    phone = F.ask(Account.phone)
    website = F.ask(Account.website)
    address = F.ask(Account.address)
    delivery_address = F.ask(Account.delivery_address)
    notes = F.ask(Account.notes)


class StaffSalesAccountForm(F.RecordForm):
    """What people of the portal staff fill in."""

    name = F.ask(Account.name)
    kind = F.ask(Account.kind)
    partner = F.ask(Account.partner_id)
    owner = F.ask(Account.owner_id)
    industry = F.ask(Account.industry)
    tier = F.ask(Account.tier)
    phone = F.ask(Account.phone)
    website = F.ask(Account.website)
    address = F.ask(Account.address)
    delivery_address = F.ask(Account.delivery_address)
    active = F.ask(Account.active)
    customer_since = F.ask(Account.customer_since)
    notes = F.ask(Account.notes)


class StaffFinanceAccountForm(F.RecordForm):
    """What people of the portal staff fill in."""

    credit_limit = F.ask(Account.credit_limit)


class StaffAdminAccountForm(F.RecordForm):
    """What people of the portal staff fill in."""

    name = F.ask(Account.name)
    kind = F.ask(Account.kind)
    partner = F.ask(Account.partner_id)
    owner = F.ask(Account.owner_id)
    industry = F.ask(Account.industry)
    tier = F.ask(Account.tier)
    phone = F.ask(Account.phone)
    website = F.ask(Account.website)
    address = F.ask(Account.address)
    delivery_address = F.ask(Account.delivery_address)
    active = F.ask(Account.active)
    customer_since = F.ask(Account.customer_since)
    credit_limit = F.ask(Account.credit_limit)
    notes = F.ask(Account.notes)
