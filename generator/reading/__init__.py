"""The specs as written, from files to `spec` values: read, checked for their shape, and nothing else.

Whether the names in them exist and what they mean is for `resolve`.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from generator.fields.own import NO_KINDS, OwnKinds
from generator.noticed import Mail
from generator.problems import Position, Problem, Text
from generator.reading.choices import read_choices
from generator.reading.demo import read_demo
from generator.reading.notices import read_mail
from generator.reading.own_kinds import with_own_kinds
from generator.reading.portals import read_portal, read_site
from generator.reading.records import read_mixin, read_record
from generator.reading.repair import as_meant, without
from generator.reading.shapes import find_violations
from generator.reading.wording import explain
from generator.sources import Node, Place, Source, Sources, Table, read_sources, understand
from generator.sources.folder import SITE_FILE, Kind
from generator.spec import Choices, DemoRecord, Mixin, Portal, Record, Spec
from generator.suggestion import did_you_mean

__all__ = ["Sources", "read_known_record_file", "read_record_file", "read_spec"]

MOST_VIOLATIONS = 100
MOST_ROUNDS = 4
HEADERS: dict[Kind, str] = {"record": "record", "mixin": "mixin", "portal": "portal"}


def read_spec(root: Path, kinds: OwnKinds = NO_KINDS) -> tuple[Spec | None, list[Problem], Sources]:
    """All of the specs folder `root`, every problem of reading and shape, and the texts for showing problems.

    What cannot be used is left out, so that the rest is judged in the same run; without a specs folder there is no
    Spec. `Spec.unread` names the files that are missing from it. `kinds` are field kinds of the site's own.
    """
    sources, problems = read_sources(root)
    trees: dict[str, Node] = {}
    for source in sources.files.values():
        if source.tree is not None:
            tree, wrong = _shape(source, with_own_kinds(source.tree, kinds))
            problems += wrong
            if tree is not None:
                trees[source.file] = tree
    spec = _build(sources, trees, Position(f"{root.name}/{SITE_FILE}", 1, 1)) if root.is_dir() else None
    problems += _missing_logos(spec) if spec else []
    return spec, sorted(problems, key=lambda problem: (problem.position, problem.code, problem.message)), sources


def read_record_file(place: Place, content: bytes) -> Record | None:
    """The record type in a file that has no problems; None where it has any."""
    source, problems = understand(place, content)
    if problems or source.tree is None:
        return None
    tree, problems = _shape(source, source.tree)
    return read_record(_key(source, tree), tree) if isinstance(tree, Table) and not problems else None


def read_known_record_file(place: Place, content: bytes) -> Record | None:
    """The same of a file that has been read before without a problem: its shape is known to be right."""
    source, _ = understand(place, content)
    return read_record(_key(source, source.tree), source.tree) if isinstance(source.tree, Table) else None


def _shape(source: Source, tree: Node) -> tuple[Node | None, list[Problem]]:
    """What of a file has the right shape, and what is wrong with the rest.

    Below a misspelt key is more to judge, so the file is looked at again with the key that was meant.
    """
    problems: dict[Problem, None] = {}
    for _ in range(MOST_ROUNDS):
        violations = list(islice(find_violations(source.kind, tree), MOST_VIOLATIONS))
        for violation in violations:
            problems.update(dict.fromkeys(islice(explain(violation, tree), MOST_VIOLATIONS)))
        if len(problems) >= MOST_VIOLATIONS:
            return None, list(problems)
        meant = as_meant(tree, violations)
        if meant is None:
            break
        tree = meant
    sound = without(tree, find_violations(source.kind, tree)) if problems else tree
    return sound, [*problems, *_wrong_name(source, sound)]


def _wrong_name(source: Source, tree: Node | None) -> list[Problem]:
    """A file says its own name in its first line; the two must agree."""
    header = HEADERS.get(source.kind)
    name = tree.get(header) if header and isinstance(tree, Table) else None
    if not isinstance(name, Text) or name == source.key:
        return []
    message = f"this {header} calls itself '{name}', but the file is {source.key}.yaml"
    return [Problem("S109", message, name.at, f"write '{source.key}', or rename the file to {name}.yaml")]


def _missing_logos(spec: Spec) -> list[Problem]:
    logos = [portal.logo for portal in spec.portals.values() if portal.logo is not None]
    pictures = sorted(asset for asset in spec.assets if asset.endswith(".svg"))
    return [
        Problem("S110", f"there is no file '{logo}'", logo.at, did_you_mean(logo, pictures, "pictures"))
        for logo in logos
        if logo not in spec.assets
    ]


def _build(sources: Sources, trees: dict[str, Node], site_at: Position) -> Spec:
    site = read_site(Table(site_at))
    records: dict[str, Record] = {}
    mixins: dict[str, Mixin] = {}
    choices: dict[str, Choices] = {}
    portals: dict[str, Portal] = {}
    demo: dict[str, dict[str, DemoRecord]] = {}
    mails: dict[str, Mail] = {}
    unfit: set[str] = set()
    for file, tree in trees.items():
        source = sources.files[file]
        key = _key(source, tree)
        if source.kind == "choices":
            choices[key] = read_choices(tree, key, key.at)
        elif not isinstance(tree, Table):
            continue
        elif source.kind == "site":
            site = read_site(tree)
        elif source.kind == "record":
            records[key] = read_record(key, tree)
        elif source.kind == "mixin":
            mixins[key] = read_mixin(key, tree)
        elif source.kind == "portal":
            portal = read_portal(key, tree)
            if portal is None:
                unfit.add(str(key))
            else:
                portals[key] = portal
        elif source.kind == "mail":
            found = read_mail(key, tree)
            mails |= found
            unfit |= set() if found else {str(key)}
        else:
            demo[key] = read_demo(tree)
    unread = frozenset(source.key for source in sources.files.values() if source.file not in trees)
    return Spec(site, records, mixins, choices, portals, demo, unread | unfit, sources.assets, mails)


def _key(source: Source, tree: Node) -> Text:
    """The file's name, at the place where the file says it."""
    header = HEADERS.get(source.kind)
    name = tree.get(header) if header and isinstance(tree, Table) else None
    return Text(source.key, name.at if isinstance(name, Text) else Position(source.file, 1, 1))
