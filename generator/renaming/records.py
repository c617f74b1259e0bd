"""What record types name: their fields, rules, checks and what they say of each portal. Mixins are read where they are
used, once for each record type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.expressions.types import Names
from generator.fields import KINDS
from generator.fields.kind import Kind
from generator.problems import Text
from generator.renaming.expressions import Expressions
from generator.renaming.notices import read_notices
from generator.renaming.routing import read_routing
from generator.renaming.service_level import read_service_level
from generator.renaming.things import Mentions, Thing
from generator.renaming.words import read_words
from generator.renaming.workflow import read_workflow
from generator.renaming.world import World, names_with
from generator.resolve.blocks import Block
from generator.resolve.titles import PLACEHOLDER
from generator.resolve.values import PLAIN
from generator.spec import Access, Choices, Field, Group, Override, Record

WHOLE = frozenset({"all", "entered"})
NO_RULE = frozenset({"all", "public", "none", "true"})
CREATING = ("create",)
WRITING = ("create", "edit")


class Records:
    """Adds what record types name to the mentions."""

    def __init__(self, world: World, mentions: Mentions, expressions: Expressions) -> None:
        self.world = world
        self.mentions = mentions
        self.expressions = expressions

    def read(self, record: Record) -> None:
        key = str(record.key)
        self.mentions.whole(self.world.spec.records[key].key, Thing("record", "", key))
        for mixin in record.uses:
            self.mentions.whole(mixin, Thing("mixin", "", str(mixin)))
        for name, field in record.fields.items():
            if not field.kept:
                self.mentions.whole(name, Thing("field", key, str(name)))
            self._field(field, record)
        for rule in record.rules:
            self.mentions.whole(rule, Thing("rule", key, str(rule)))
        self._title(record.title, key)
        self._conditions(record)
        read_workflow(record, self)
        read_service_level(record, self)
        read_notices(record, self)
        read_routing(record, self)
        for block in self.world.context.blocks[key].values():
            self._block(block, record)

    def unfollowed(self, record: Record) -> None:
        """Rules that nothing uses, as every portal that the record type knows would read them."""
        key = str(record.key)
        for name, rule in record.rules.items():
            if (key, name) not in self.expressions.followed:
                self.each(rule, self.world.context.askers(record))

    def _field(self, field: Field, record: Record) -> None:
        key, name = str(record.key), str(field.name)
        self._of(field, key)
        if field.to is not None:
            self.mentions.whole(field.to, Thing("record", "", str(field.to)))
        if field.back is not None:
            is_lines = field.back in self.world.records[str(field.to)].fields
            self.mentions.whole(field.back, Thing("field" if is_lines else "back", str(field.to), str(field.back)))
        askers = self.world.context.askers
        self.each(field.formula, askers(record))
        self.each(field.show, askers(record))
        self.each(field.require, askers(record, *WRITING))
        candidates = [names_with(names, field.to) for names in askers(record, *WRITING)]
        self.each(field.where, candidates)
        self._default(field.default, key, name, askers(record, *CREATING))
        self.value(field.backfill, key, name, (Names(this=key),))
        if KINDS[field.kind].limits:
            self.value(field.min, key, name, askers(record, *WRITING))
            self.value(field.max, key, name, askers(record, *WRITING))

    def _of(self, field: Field, record: str) -> None:
        """A list of choices: its name, or the choices themselves."""
        if field.kind == "lines" and isinstance(field.of, Text):
            self.mentions.whole(field.of, Thing("record", "", str(field.of)))
            return
        of = self.world.list_of(record, str(field.name))
        if of is None or field.of is None:
            return
        if isinstance(field.of, Choices):
            options(field.of, of, self.mentions)
        else:
            self.mentions.whole(field.of, Thing("list", "", str(field.of)))

    def _default(self, text: Text | None, record: str, field: str, askers: Sequence[Names]) -> None:
        if text is None:
            return
        if self._kind(record, field).literal_default:
            self.mentions.whole(text, *self.world.choice(record, field, str(text)))
        else:
            self.value(text, record, field, askers)

    def value(self, text: Text | None, record: str, field: str, askers: Sequence[Names]) -> None:
        """A choice, a literal or an expression."""
        if text is None:
            return
        kind = self._kind(record, field)
        choice = self.world.choice(record, field, str(text)) if not kind.many else ()
        if choice:
            self.mentions.whole(text, *choice)
        elif kind.base == "text" or not PLAIN.fullmatch(text):
            of = self.world.list_of(record, field)
            for names in askers:
                self.expressions.read(text, names, frozenset({of} if of else ()))

    def _kind(self, record: str, field: str) -> Kind:
        return KINDS[self.world.shape(record).fields[field].kind]

    def _conditions(self, record: Record) -> None:
        key, askers = str(record.key), self.world.context.askers
        for unique in record.unique:
            self.fields(unique.fields, key)
            self.each(unique.unless, askers(record))
        for check in record.checks.values():
            self.fields(check.fields, key)
            self.each(check.refuse, askers(record, *WRITING))

    def _block(self, block: Block, record: Record) -> None:
        access, key = block.access, str(record.key)
        names = self.world.names(block.portal, block.role, key)
        roles = self.world.roles(block.portal)
        if block.role and roles:
            self.mentions.whole(Text(block.role, access.at), Thing("choice", roles, block.role))
        for rule in (access.rows, access.delete):
            if rule is not None and rule not in NO_RULE:
                self.expressions.read(rule, names)
        for listed in (access.create, access.hide, access.list):
            self.fields(listed or (), key)
        for group in (*(access.see or ()), *(access.edit or ())):
            self._group(group, key, names)
        self._presets(access, key, names)
        self._ask(access.ask or ())
        self._title(access.title, key)
        read_words(access, record, self)

    def _presets(self, access: Access, record: str, names: Names) -> None:
        for name, text in (access.preset or {}).items():
            self.fields([name], record)
            self.value(text, record, str(name), (names,))
        for name, override in (access.fields or {}).items():
            self.fields([name], record)
            self._override(override, record, str(name), names)

    def _ask(self, texts: Iterable[Text]) -> None:
        for text in texts:
            key, _, link = text.partition(".")
            self.mentions.part(text, 0, len(key), Thing("record", "", key))
            self.own(text, len(key) + 1, link, key)

    def _override(self, override: Override, record: str, field: str, names: Names) -> None:
        target = self.world.shape(record).fields[field].type.record
        self.each(override.require, (names,))
        self.each(override.where, (names_with(names, target),))
        self._default(override.default, record, field, (names,))

    def _group(self, group: Group, record: str, names: Names) -> None:
        self.fields(group.fields, record)
        self.each(group.when, (names,))

    def fields(self, texts: Iterable[Text], record: str) -> None:
        """Names of fields, dotted ones too."""
        for text in texts:
            first, _, rest = text.partition(".")
            if first in WHOLE and not rest:
                continue
            self.own(text, 0, first, record)
            target = self.world.shape(record).fields[first].type.record
            if rest and target:
                self.own(text, len(first) + 1, rest, target)

    def own(self, text: Text, start: int, name: str, record: str) -> None:
        """A field of the record type; of one that tells of a move, that."""
        move = self.world.shape(record).fields[name].move
        thing = Thing("move", record, move) if move else Thing("field", record, name)
        self.mentions.part(text, start, len(thing.name), thing)

    def _title(self, title: Text | None, record: str) -> None:
        for found in PLACEHOLDER.finditer(title or ""):
            assert title is not None
            self.own(title, found.start(1), found[1], record)

    def each(self, text: Text | None, askers: Iterable[Names]) -> None:
        if text is not None:
            for names in askers:
                self.expressions.read(text, names)


def options(choices: Choices, of: str, mentions: Mentions) -> None:
    """The choices where they are listed."""
    for option, _ in choices.options:
        mentions.whole(option, Thing("choice", of, str(option)))
    for new in choices.becomes.values():
        mentions.whole(new, Thing("choice", of, str(new)))
