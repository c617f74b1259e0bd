"""Makes specs of any number of record types, about 30 lines each, linked in a chain, for one portal or for four."""

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
  open: state == "open"

checks:
  too_early: {{ refuse: done_on > today, say: Not yet., at: done_on }}

portals:
  office:
    rows: mine
    create: [name, owner, kind, amount, count, due, details]
    see: all
    edit: [{{ when: open, fields: [name, kind, amount, count, due, details, state, done_on] }}]
    list: [name, kind, state, amount, due]
    delete: open
"""


OUTSIDE = """\
portal: {key}
label: {label}
at: /{key}
inside: false
who: person
where: active
api: true
sign_up: by_invitation
brand: {{ colour: "#0b5cab" }}
home: [first]
menu:
  first: {{ list: record_0000, label: First }}
"""

PERSON_OUTSIDE = """\
  {key}:
    rows: email == me.email
    see: [name, email]
    list: [name, email]
"""

RECORD_OUTSIDE = """\
  {key}:
    rows: mine
    create: [name, kind, amount, count, due, details]
    see: [name, kind, state, amount, count, due, details]
    edit: [{{ when: open, fields: [name, amount, details] }}]
    list: [name, kind, state, due]
"""

OUTSIDERS = {"customers": "Customers", "partners": "Partners", "suppliers": "Suppliers"}


def make_specs(folder: Path, count: int) -> None:
    """`count` record types besides the one that logs in, for one portal."""
    write(folder / "portal.yaml", SITE)
    write(folder / "portals/office.yaml", PORTAL)
    write(folder / "records/person.yaml", PERSON)
    for number in range(count):
        write(folder / "records" / f"{_key(number)}.yaml", _record(number))


def make_specs_of_four(folder: Path, count: int) -> None:
    """The same for four portals, each with an interface, which see different fields."""
    make_specs(folder, count)
    for key, label in OUTSIDERS.items():
        write(folder / "portals" / f"{key}.yaml", OUTSIDE.format(key=key, label=label))
    write(folder / "portals/office.yaml", PORTAL.replace("inside: true\n", "inside: true\napi: true\n"))
    write(folder / "records/person.yaml", PERSON + _for_all(PERSON_OUTSIDE))
    for number in range(count):
        write(folder / "records" / f"{_key(number)}.yaml", _record(number) + _for_all(RECORD_OUTSIDE))


def _key(number: int) -> str:
    return f"record_{number:04}"


def _record(number: int) -> str:
    return RECORD.format(key=_key(number), number=number, previous=_key(max(number - 1, 0)))


def _for_all(text: str) -> str:
    return "".join(text.format(key=key) for key in OUTSIDERS)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
