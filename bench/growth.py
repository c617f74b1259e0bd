"""What pages cost as a site grows: with more portals, more rules in a rule set, more fields in a form.

    .venv/bin/python -m bench.growth

Each site differs from the smallest one in one thing. CPU of one process, on SQLite, the cheapest of some runs that take
turns. Rows and record types have their figures elsewhere (`bench.scale`, the comparison of ticket desks).
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bench.frame import cost_of
from bench.pages import PAGES, costs_of
from bench.specs import OUTSIDE, PERSON, PERSON_OUTSIDE, PORTAL, SITE, write

RUNS, RECORDS = 3, 50
RECORD = """\
record: record_0000
label: Record
plural: Records
title: "{{name}}"

fields:
  name:  {{ type: text, required: true, max: 120 }}
  owner: {{ type: link, to: person, where: it.active }}
  kind:  {{ type: choice, of: {{ small: Small, large: Large }}, default: small, required: true }}
  state: {{ type: choice, of: {{ open: Open, done: Done }}, default: open, required: true }}
{fields}
rules:
  mine: owner == me
{rules}
portals:
  office: {{ rows: all, see: all, create: all, edit: all, list: [name, kind, state] }}
"""
OURS = """\
  {key}:
    rows: {rows}
    create: [name, kind]
    see:
      - fields: [name, kind, state]
{groups}    edit:
      - {{ when: mine, fields: [name, kind] }}
{groups}    list: [name, kind, state]
"""


@dataclass(frozen=True, slots=True)
class Size:
    """Of a site: portals outside beside the one inside, rules of rows, of what is seen and of what is edited, which
    come in equal number, and fields of the record besides four."""

    portals: int = 1
    rules: int = 1
    fields: int = 16


LEAST = Size()
GROWN: Mapping[str, Size] = {
    "16 portals instead of 1": replace(LEAST, portals=16),
    "16 rules in each rule set instead of 1": replace(LEAST, rules=16),
    "80 fields in a form instead of 16": replace(LEAST, fields=80),
}


def lines() -> Iterator[str]:
    """A table: of each page, the milliseconds on the smallest site, and how many times that it costs on the others."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        sites = {size: _make(Path(name, str(place)), size) for place, size in enumerate((LEAST, *GROWN.values()))}
        runs = [{size: costs_of(site, RECORDS) for size, site in sites.items()} for _ in range(RUNS)]
    yield f"| page | the smallest site | {' | '.join(GROWN)} |"
    yield "|---|---|" + "---|" * len(GROWN)
    for place, page in enumerate(PAGES):
        least = {size: min(run[size][place] for run in runs) for size in sites}
        times = " | ".join(f"{least[size] / least[LEAST]:.2f}" for size in GROWN.values())
        yield f"| {page} | {least[LEAST]:.2f} ms | {times} |"


def _make(site: Path, size: Size) -> Path:
    specs = site / "specs"
    portals = ["customers", *(f"others{number}" for number in range(1, size.portals))]
    write(specs / "portal.yaml", SITE)
    write(specs / "portals/office.yaml", PORTAL)
    for key in portals:
        write(specs / "portals" / f"{key}.yaml", OUTSIDE.format(key=key, label=key.title()))
    write(specs / "records/person.yaml", PERSON + "".join(PERSON_OUTSIDE.format(key=key) for key in portals))
    write(specs / "records/record_0000.yaml", _record(portals, size))
    cost_of(["-m", "portal", f"--specs={specs}", f"--out={site / 'generated'}", f"--var={site / 'var'}", "apply"])
    return site


def _record(portals: list[str], size: Size) -> str:
    """Each rule is about a field of its own, and so is each group of what is seen and edited."""
    numbers = range(size.fields)
    share = -(-size.fields // size.rules)
    groups = "".join(
        f"      - {{ when: rule_{at // share}, fields: [{names} ] }}\n"
        for at in range(0, size.fields, share)
        for names in [",".join(f" field_{each}" for each in numbers[at : at + share])]
    )
    rules = range(-(-size.fields // share))
    ours = {"rows": " or ".join(("mine", *(f"rule_{each}" for each in rules))), "groups": groups}
    return RECORD.format(
        fields="".join(f"  field_{each}: {{ type: integer, default: {each} }}\n" for each in numbers),
        rules="".join(f"  rule_{each}: owner == me and field_{each} < 1000\n" for each in rules),
    ) + "".join(OURS.format(key=key, **ours) for key in portals)


if __name__ == "__main__":
    for line in lines():
        sys.stdout.write(f"{line}\n")
