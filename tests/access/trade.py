"""A small trade for the tests of access: two portals outside, one with roles inside, orders with states."""

import textwrap
from collections.abc import Mapping
from pathlib import Path

from generator.app import App
from generator.pipeline import generate

TRADE = {
    "portal.yaml": """
        label: Trade
        currency: EUR
        time_zone: UTC
        languages: [en]
        spec: 1
    """,
    "records/firm.yaml": """
        record: firm
        fields:
          name: { type: text, required: true }
          agent: { type: link, to: firm, label: Looked after by, back: clients }
        portals:
          customer: { rows: this == me.firm, see: [name, agent.name] }
          partner: { rows: this == me.firm or agent == me.firm, see: name }
          staff: { rows: all, see: all, create: all, edit: all }
    """,
    "records/buyer.yaml": """
        record: buyer
        fields:
          name: { type: text, required: true }
          email: { type: email, required: true, unique: true }
          firm: { type: link, to: firm, required: true }
          active: { type: yesno, default: true }
        portals:
          customer: { rows: firm == me.firm, see: [name, email], edit: [ { when: this == me, fields: name } ] }
          staff: { rows: all, see: all, create: all, edit: all }
    """,
    "records/clerk.yaml": """
        record: clerk
        fields:
          name: { type: text, required: true }
          email: { type: email, required: true, unique: true }
          role: { type: choice, of: { sales: Sales, store: Store keeper, boss: Boss }, required: true }
        portals:
          staff: { rows: all, see: all, create: all, edit: all }
    """,
    "records/order.yaml": """
        record: order
        number: ORD-{random:6}
        title: "{number}"
        fields:
          firm: { type: link, to: firm, required: true }
          subject: { type: text, required: true, max: 80 }
          state:
            type: choice
            of: { new: New, packed: Packed, shipped: Shipped, closed: Closed }
            default: new
            required: true
          due: { type: date, label: Due date }
          remark: { type: longtext }
          margin: { type: money }
        portals:
          customer:
            rows: firm == me.firm
            create: [subject, due]
            preset: { firm: me.firm }
            see: [entered, number, state]
            edit:
              - when: state == "new"
                fields: [subject, due]
          staff:
            rows: all
            see: all
            create: all
            edit: all
            roles:
              store: { edit: [state], hide: [margin], delete: none }
              boss: { delete: state == "new" }
    """,
    "portals/customer.yaml": """
        portal: customer
        label: Shop
        at: /shop
        who: buyer
        where: active
    """,
    "portals/partner.yaml": """
        portal: partner
        label: Agents
        at: /agents
        who: buyer
    """,
    "portals/staff.yaml": """
        portal: staff
        label: Office
        at: /office
        inside: true
        who: clerk
        role: role
    """,
}

ORDER = "records/order.yaml"


def write_trade(folder: Path, changes: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """The specs, in each of these files one text replaced by another; the folder that they are in."""
    specs = folder / "specs"
    for name, text in TRADE.items():
        old, new = (changes or {}).get(name, ("", ""))
        assert old in text
        path = specs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text.replace(old, new, 1) if old else text).lstrip("\n"), "utf-8")
    return specs


def trade(folder: Path, changes: Mapping[str, tuple[str, str]] | None = None) -> App:
    generation = generate(write_trade(folder, changes))
    assert generation.app is not None, generation.problems
    return generation.app
