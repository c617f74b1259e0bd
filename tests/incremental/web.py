"""A site whose record types all look at each other, with places where the specs may say one thing or another.

`«a|b»` stands for a or b. Most states of it have no errors; whatever one file says is looked at in others.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

PLACE = re.compile("«([^«»]*\\|[^«»]*)»")

FILES = {
    "portal.yaml": "label: Yard\ncurrency: «EUR|JPY»\ntime_zone: Europe/Dublin\nlanguages: [en]\nspec: 1\n",
    "portals/desk.yaml": """\
portal: desk
label: Desk
at: /desk
inside: true
who: clerk
role: role
where: «active|active and not away»
api: «true|false»
sign_up: by_invitation
home: [boats]
menu:
  boats: { list: boat, label: «Boats|All boats» }
  afloat: { list: boat, where: «afloat|not afloat and berth.deep» }
  find: { search: owner, then: boat.create }
""",
    "portals/quay.yaml": """\
portal: quay
label: Quay
at: /quay
who: owner
where: «paying|true»
api: «false|true»
sign_up: by_invitation
""",
    "choices/rig.yaml": "sloop: «Sloop|One mast»\nketch: Ketch\n«yawl: Yawl|brig: Brig»\n",
    "mixins/noted.yaml": """\
mixin: noted
fields:
  note: { type: «text|longtext», hint: «Short.|In your words.» }
rules:
  bare: note is None
""",
    "records/clerk.yaml": """\
record: clerk
title: "{name}"
fields:
  name: { type: text, required: true, label: «Name|Full name» }
  email: { type: email, required: true, unique: true }
  active: { type: yesno, «default: true|required: true» }
  away: { type: yesno, default: false }
  role: { type: choice, of: { «boss: Boss|chief: Chief», hand: Hand } }
portals:
  desk: { rows: all, see: all }
""",
    "records/owner.yaml": """\
record: owner
label: «Owner|Skipper»
plural: «Owners|Skippers»
title: "{name}"
fields:
«  nick: { type: text }
|»# a line that is not always there
  name: { type: text, required: «true|false», max: «40|80», label: «Name|Called» }
  email: { type: email, required: true, unique: true }
  level: { type: «integer|decimal», required: «true|false» }
  fees: { type: money, is: «sum(b.level for b in boats)|count(boats)|sum(b.price for b in boats)», reveals: true }
  late: { type: yesno, default: true, label: «Late|In arrears» }
rules:
  paying: «not late|level > 2»
  mine: this == me
portals:
  quay: { rows: «mine|public», see: [name, «level|fees»] }
  desk:
    rows: «all|paying»
    see: all
    edit: [late, «level|name»]
    roles:
      hand: { rows: «paying|not paying|none» }
""",
    "records/berth.yaml": """\
record: berth
«label: Berth|label: Mooring»
title: "{place}"
fields:
  place: { type: text, required: true, «unique: true|index: true» }
  deep: { type: yesno, «default: true|required: true», label: «Deep|For deep keels» }
  metres: { type: «integer|decimal|text», min: 1 }
  keeper: { type: link, to: «clerk|owner», «back: berths|label: Kept by» }
rules:
  big: «metres > 9|deep»
portals:
  quay: { rows: «deep|public|sees(keeper)», see: [place, «metres|deep»] }
  desk: { rows: all, see: all, create: all, edit: all }
""",
    "records/boat.yaml": """\
record: boat
title: "{name}"
uses: [noted]
number: BO-{«random:6|seq:4»}
fields:
  name: { type: text, required: true, label: «Name|What she is called» }
  rig: { type: choice, of: «rig|{ sloop: Sloop, ketch: Ketch }» }
  owner: { type: link, to: owner, required: «true|false», back: boats }
  berth: { type: link, to: berth, «where: it.deep|where: it.big», back: «boats|moored» }
  sails: { type: links, to: «berth|owner», label: Been to }
  price: { type: «money|integer», min: 0 }
  level: { type: «integer|decimal», is: «owner.level + 1|price * 2», reveals: true }
  until: { type: date, show: «afloat|bare» }
rules:
  ours: owner == me
  afloat: «berth is not None|berth.deep|rig == "sloop"»
  known: «owner.late or berth.deep|owner.level > 1»
workflow:
  states: { ashore: «Ashore|Laid up», wet: In the water, sold: Sold }
  final: sold
  moves:
    launch: { from: ashore, to: wet, when: «price > 1|berth is not None»«, by: desk||, as_soon_as: berth.deep» }
    haul_out: { from: wet, to: ashore, by: «hand|desk», «needs: [price]|set: { price: 3 }» }
    sell: { from: [ashore, wet], to: sold, by: desk, not_by: «launch|haul_out», say: «Sold.|Well.» }
unique:
  - { fields: [name, owner], unless: «afloat|not bare» }
checks:
  dear: { refuse: price > 100 and not «owner.late|berth.big», say: «Too dear.|No.», at: price }
portals:
  quay:
    rows: «ours|sees(owner)|sees(berth) and ours»
    create: [name, owner, rig, berth]
    see: [entered, level, number, «owner.name|berth.place»]
    edit: [{ when: «afloat|known|sees(berth)», fields: [name] }]
  desk:
    rows: «all|sees(owner)»
    see: all
    create: all
    edit: all
    delete: «bare|known»
    roles:
      hand: { edit: [{ when: «known|afloat», fields: [name, note] }], list: [name, «rig|price»] }
""",
    "records/trip.yaml": """\
record: trip
label: «Trip|Voyage»
uses: [noted]
fields:
  boat: { type: link, to: boat, required: true, back: trips }
  mate: { type: link, to: owner, where: «it.paying|it != boat.owner» }
  «days|weeks»: { type: integer, min: 1, max: «9|10» }
  cost: { type: money, is: «boat.price * 2|boat.owner.level * 3», reveals: true }
workflow:
  states: { planned: Planned, under_way: «Under way|At sea», over: Over }
  final: over
  moves:
    cast_off:
      from: planned
      to: under_way
      by: «desk|hand»
      when: «cost > 1|boat.level > 0|boat.state == "ashore"»
      then:
        - { do: launch, on: boat, where: «it.price > 3|it.known» }
        - { change: boat.owner, set: { late: «false|boat.price > 9» } }
        - { create: trip, set: { boat: boat«|, mate: mate» } }
    land: { from: under_way, to: over, «by: desk, within: 3d|after: 4d|at: boat.until» }
rules:
  ours: «boat.owner == me|boat.ours or mate == me|boat.launch.at is not None and boat.owner == me»
portals:
  quay:
    rows: «ours|sees(boat)»
    see: [boat, mate, boat.name, «boat.level|cost|boat.sell.by»]
    create: [boat, mate]
    preset: { state: «planned|under_way» }
  desk: { rows: all, see: all, «create: all|edit: all» }
""",
    "demo/owner.yaml": "ann: { name: Ann, email: ann@example.com, level: «2|3» }\n",
    "demo/boat.yaml": "fleur: { name: Fleur, owner: ann, price: «20|30», rig: «sloop|ketch» }\n",
}


class Web:
    """The site in some state: of each place, which of its words holds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._chosen = {file: [0] * _places(text) for file, text in FILES.items()}

    def change(self, random: Random) -> str:
        """One place, or two; a record type's mostly. Gives in words what they say now."""
        told = []
        for _ in range(random.choice((1, 1, 2))):
            files = [file for file, chosen in self._chosen.items() if chosen]
            records = [file for file in files if file.startswith("records/")]
            file = random.choice(records if random.random() < 0.85 else files)
            place = random.randrange(len(self._chosen[file]))
            self._chosen[file][place] += 1
            told.append(f"{file}, place {place}")
        return " and ".join(told)

    def write(self) -> None:
        for file, text in FILES.items():
            path = self._folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_said(text, self._chosen[file]), "utf-8")


def _places(text: str) -> int:
    return len(PLACE.findall(text))


def _said(text: str, chosen: list[int]) -> str:
    numbers = iter(chosen)

    def word(found: re.Match[str]) -> str:
        words = found[1].split("|")
        return words[next(numbers) % len(words)]

    return PLACE.sub(word, text)
