"""Which fields a block names: `all`, `entered`, `hide` and dotted names expanded, every name looked up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.app import Grant, Origin
from generator.expressions.types import FieldShape, Names, Use, Vocabulary
from generator.names import BUILT_IN
from generator.problems import Problem, Text
from generator.resolve.blocks import Block
from generator.resolve.problems import missing, part
from generator.resolve.rulebook import RuleBook
from generator.resolve.words.fields import is_seen_by_nobody
from generator.resolve.workflow.fields import PARTS, spelled
from generator.routing import ROUTING_FIELDS
from generator.service_level import LEVEL_FIELDS
from generator.spec import Field, Group, Portal, Record

ALWAYS = frozenset({"all", "public", "true"})


@dataclass(frozen=True, slots=True)
class Place:
    """A block of a record type, with all that its keys are read with."""

    record: Record
    portal: Portal
    block: Block
    names: Names
    vocabulary: Vocabulary
    book: RuleBook
    problems: list[Problem]

    @property
    def title(self) -> str:
        """As messages call it: "portal customer", "portal staff, role agent"."""
        role = f", role {self.block.role}" if self.block.role else ""
        return f"portal {self.portal.key}{role}"

    @property
    def prefix(self) -> str:
        return f"{self.portal.key}_{self.block.role}" if self.block.role else str(self.portal.key)

    @property
    def parent(self) -> str | None:
        """Of lines, the link to the record that they belong to."""
        return self.vocabulary.records[self.record.key].parent

    @property
    def is_line(self) -> bool:
        return self.parent is not None

    @property
    def enterable(self) -> list[str]:
        """The fields that people may enter, or the portal for them."""
        fields = self.record.fields.items()
        return [str(name) for name, field in fields if field.formula is None and not field.kept and name != self.parent]

    def rule(self, source: Text, use: Use, name: str) -> str | None:
        return self.book.rule(source, use, (self.names,), f"{self.prefix}_{name}")

    def report(self, code: str, message: str, at: Text, hint: str = "") -> None:
        self.problems.append(Problem(code, message, at.at, hint))


def own_fields(record: Record) -> list[str]:
    """The number first, then the fields; built-ins are not among them."""
    number = ["number"] if record.number and "number" not in record.fields else []
    return number + [str(name) for name, field in record.fields.items() if not is_seen_by_nobody(field)]


def seen(place: Place, created: Sequence[str] | None) -> tuple[Grant, ...]:
    """The grants of `see`."""
    return _grants(place, place.block.access.see or (), "see", created)


def edited(place: Place, created: Sequence[str] | None) -> tuple[Grant, ...]:
    """The grants of `edit`."""
    return _grants(place, place.block.access.edit or (), "edit", created)


def created(place: Place) -> tuple[str, ...] | None:
    """The fields of `create`; None if the key is absent, or empty: so a role takes back what its portal grants."""
    names = place.block.access.create
    return _expanded(place, names, "create", None) if names else None


def implied(see: tuple[Grant, ...], edit: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """What may be seen: `see`, and what may be edited under the same condition as its editing."""
    always = {name for grant in see if grant.when is None for name in grant.fields}
    more = [
        Grant(tuple(name for name in grant.fields if name not in always), grant.when, grant.origin) for grant in edit
    ]
    return (*see, *(grant for grant in more if grant.fields and grant not in see))


def as_typed(rule: Text | None) -> str:
    """A rule in one line; nothing for what always holds."""
    return "" if rule is None or rule in ALWAYS else " ".join(rule.split())


def _grants(place: Place, groups: Iterable[Group], key: str, created: Sequence[str] | None) -> tuple[Grant, ...]:
    grants = []
    for group in groups:
        fields = _expanded(place, group.fields, key, created)
        when = None
        if group.when is not None:
            when = place.rule(group.when, Use.ROWS, key)
            if when is None:
                continue
        if fields:
            grants.append(Grant(fields, when, Origin(group.at, as_typed(group.when))))
    return tuple(grants)


def _expanded(place: Place, names: Iterable[Text], key: str, created: Sequence[str] | None) -> tuple[str, ...]:
    fields: dict[str, None] = {}
    for name in names:
        if name == "all":
            fields.update(dict.fromkeys(_all(place, name, key)))
        elif name == "entered":
            fields.update(dict.fromkeys(_entered(place, name, key, created)))
        elif _exists(place, name, key):
            fields[str(name)] = None
    return tuple(fields)


def _all(place: Place, name: Text, key: str) -> list[str]:
    if not place.portal.inside:
        hint = "list the fields; 'all' is for portals with 'inside: true'"
        place.report("S220", f"'{key}: all' would show {place.title} every field, and it is not inside", name, hint)
        return []
    hidden = {*(place.block.access.hide or ()), *_private(place.record)}
    fields = own_fields(place.record) if key == "see" else place.enterable
    return [field for field in fields if field not in hidden]


def _private(record: Record) -> list[Text]:
    return [name for name, field in record.fields.items() if field.private]


def _entered(place: Place, name: Text, key: str, created: Sequence[str] | None) -> Sequence[str]:
    if key != "create" and place.block.access.create == ():
        return ()  # taken back by `create: []`: what was liked still makes sense
    if key == "create" or created is None:
        hint = "it stands for the fields of 'create', in 'see' and 'edit'"
        place.report("S221", f"'entered' means nothing here: {place.title} has no 'create' to take it from", name, hint)
        return ()
    return created


def _exists(place: Place, name: Text, key: str) -> bool:
    """Whether the name may stand under `see`, `edit` or `create`; reports why not."""
    if "." in name:
        return _dotted(place, name, key)
    shape = place.vocabulary.records[place.record.key]
    if name not in shape.fields or _is_seen_by_nobody(place.record, name):
        _report_unknown(place, name, key)
        return False
    if key == "see":
        return _is_for_them(place, shape.fields[name], name)
    if name in BUILT_IN or name not in place.record.fields:
        place.report("S222", f"'{name}' cannot be entered: the product fills it in", name)
        return False
    if place.record.fields[name].kept:
        _report_kept(place, place.record.fields[name], name, key)
        return False
    if name == place.parent:
        place.report("S222", f"'{name}' cannot be entered: a line belongs to the record in whose form it stands", name)
        return False
    if shape.fields[name].computed:
        place.report("S222", f"'{name}' cannot be entered: it is computed", name)
        return False
    return True


def _is_seen_by_nobody(record: Record, name: Text) -> bool:
    return name in record.fields and is_seen_by_nobody(record.fields[name])


def _is_for_them(place: Place, shape: FieldShape, name: Text) -> bool:
    """Why a record was routed tells how the house works, of whoever may see that field."""
    if not shape.inside or place.portal.inside:
        return True
    message = f"'{name}' tells why a record was routed, and {place.title} is not inside"
    place.report("S357", message, name, "remove it: the fields that routing fills can be listed")
    return False


def _report_kept(place: Place, field: Field, name: Text, key: str) -> None:
    if field.name in LEVEL_FIELDS:
        place.report("S222", f"'{name}' cannot be entered: the service level sets it", name, f"take it out of '{key}'")
        return
    if field.name in ROUTING_FIELDS:
        place.report("S222", f"'{name}' cannot be entered: routing sets it", name, f"take it out of '{key}'")
        return
    hint = f"take it out of '{key}'; who may do a move is said by its 'by'"
    place.report("S222", f"'{spelled(field)}' cannot be entered: moves change it", name, hint)


def _report_unknown(place: Place, name: Text, key: str) -> None:
    shape = place.vocabulary.records[place.record.key]
    if name in shape.backs and name not in shape.fields and key == "see":
        hint = "remove it: related records are shown by themselves to whoever may see them"
        place.report("S223", f"'{name}' is not a field but the records that link here", name, hint)
        return
    where = f"'{key}' of {place.title}"
    known = own_fields(place.record) if key == "see" else place.enterable
    place.problems.append(missing(where, "field", name, [*known, *BUILT_IN] if key == "see" else known))


def _dotted(place: Place, name: Text, key: str) -> bool:
    link, _, rest = name.partition(".")
    if key != "see":
        place.report("S223", f"'{name}' can be seen, not entered: it belongs to another record", name)
        return False
    shape = place.vocabulary.records[place.record.key]
    field = shape.fields.get(link)
    if field is None:
        links = [each.name for each in shape.fields.values() if each.kind == "link"]
        moves = [*place.record.workflow.moves] if place.record.workflow and rest in PARTS else []
        what = "link or move" if moves else "link"
        at = _part(name, link, 0)
        kinds = "links and moves" if moves else "links"
        place.problems.append(missing(f"'see' of {place.title}", what, at, [*links, *moves], kinds))
        return False
    if field.kind != "link" or "." in rest:
        hint = "name a link and one field of its record, as in owner.name"
        place.report("S223", f"'{name}' is not a field of a record that is one link away", name, hint)
        return False
    target = place.vocabulary.records.get(field.type.record or "")
    if target is not None and rest not in target.fields:
        known = [each for each in target.fields if each not in BUILT_IN]
        at = _part(name, rest, len(link) + 1)
        place.problems.append(missing(f"'{name}'", "field", at, known, f"fields of '{target.key}'"))
    return target is not None and rest in target.fields and _is_for_them(place, target.fields[rest], name)


def _part(name: Text, words: str, start: int) -> Text:
    return Text(words, part(name, start, len(words)))
