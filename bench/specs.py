"""Makes specs of any number of record types, about 30 lines each, linked in a chain, for one portal inside."""

from pathlib import Path

SITE = """\
label: Bench
currency: EUR
time_zone: Europe/Berlin
languages: [en]
spec: 1
"""

PORTAL = """\
portal: office
label: Office
at: /office
inside: true
who: person
where: active
sign_up: by_invitation
brand: { colour: "#37424a" }
home: [first]
menu:
  first: { list: record_0000, label: First }
"""

PERSON = """\
record: person
label: Person
plural: People
title: "{name}"

fields:
  name:   { type: text, required: true, max: 80 }
  email:  { type: email, required: true, unique: true }
  active: { type: yesno, default: true, required: true }

portals:
  office:
    rows: all
    see: all
    create: all
    edit: all
    list: [name, email]
"""

RECORD = """\
record: {key}
label: Record {number}
plural: Records {number}
title: "{{name}}"

fields:
  name:     {{ type: text, required: true, max: 120 }}
  previous: {{ type: link, to: {previous}, back: {key}_after }}
  owner:    {{ type: link, to: person, where: it.active, back: {key}_owned }}
  kind:     {{ type: choice, of: {{ small: Small, large: Large }}, default: small, required: true }}
  state:    {{ type: choice, of: {{ open: Open, done: Done }}, default: open, required: true }}
  amount:   {{ type: money, min: 0 }}
  count:    {{ type: integer, min: 1, max: 100, default: 1 }}
  due:      {{ type: date, min: today }}
  done_on:  {{ type: date, show: done }}
  details:  {{ type: longtext, require: kind == "large" }}

rules:
  done: state == "done"
  mine: owner == me

checks:
  too_early: {{ refuse: done_on > today, say: Not yet., at: done_on }}

portals:
  office:
    rows: mine
    create: [name, owner, kind, amount, count, due, details]
    see: all
    edit: [{{ when: state == "open", fields: [name, kind, amount, count, due, details, state, done_on] }}]
    list: [name, kind, state, amount, due]
    delete: state == "open"
"""


def make_specs(folder: Path, count: int) -> None:
    """`count` record types besides the one that logs in."""
    for path, text in {"portal.yaml": SITE, "portals/office.yaml": PORTAL, "records/person.yaml": PERSON}.items():
        _write(folder / path, text)
    for number in range(count):
        key, previous = f"record_{number:04}", f"record_{max(number - 1, 0):04}"
        text = RECORD.format(key=key, number=number, previous=previous)
        _write(folder / "records" / f"{key}.yaml", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
