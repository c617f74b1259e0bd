"""Every place of the specs that names something, with what it names."""

from __future__ import annotations

from generator.expressions.types import Names
from generator.naming import key_plural
from generator.problems import Text
from generator.renaming.expressions import Expressions
from generator.renaming.records import NO_RULE, Records, options
from generator.renaming.things import Mentions, Thing
from generator.renaming.world import World
from generator.spec import DemoRecord, MenuEntry, Portal

CREATE = ".create"


def find_mentions(world: World) -> Mentions:
    """All mentions of record types, fields, rules, sets of records, lists, choices and mixins."""
    mentions = Mentions()
    expressions = Expressions(world, mentions)
    records = Records(world, mentions, expressions)
    for key, choices in world.spec.choices.items():
        options(choices, f"choices.{key}", mentions)
    for key, mixin in world.spec.mixins.items():
        mentions.whole(mixin.key, Thing("mixin", "", key))
    written = [record for record in world.records.values() if record.thread is None]
    for record in written:
        records.read(record)
    for portal in world.spec.portals.values():
        _portal(portal, world, mentions, expressions)
    for key, of_record in world.spec.demo.items():
        for demo in of_record.values():
            _demo(demo, key, world, mentions)
    for record in written:
        records.unfollowed(record)
    return mentions


def _portal(portal: Portal, world: World, mentions: Mentions, expressions: Expressions) -> None:
    who = str(portal.who)
    mentions.whole(portal.who, Thing("record", "", who))
    if portal.role is not None:
        mentions.whole(portal.role, Thing("field", who, str(portal.role)))
        for role in (*portal.explain, *portal.view_as, *portal.disclosures, *portal.change):
            mentions.whole(role, *world.choice(who, str(portal.role), str(role)))
    if portal.where is not None:
        expressions.read(portal.where, Names(this=who))
    for entry in portal.menu.values():
        _entry(entry, portal, world, mentions, expressions)
    for name in portal.home:
        if name not in portal.menu:
            _at_home(name, portal, world, mentions)


def _entry(entry: MenuEntry, portal: Portal, world: World, mentions: Mentions, expressions: Expressions) -> None:
    record = entry.list or entry.search
    assert record is not None
    mentions.whole(record, Thing("record", "", str(record)))
    if entry.then is not None:
        then = entry.then.removesuffix(CREATE)
        mentions.part(entry.then, 0, len(then), Thing("record", "", then))
    if entry.where is not None and entry.where not in NO_RULE:
        expressions.read(entry.where, world.names(str(portal.key), "", str(record)))


def _at_home(name: Text, portal: Portal, world: World, mentions: Mentions) -> None:
    """A record type, or an entry of a menu that is not written: the plural of one."""
    plurals = {key_plural(key): key for key in world.records} if not portal.menu else {}
    if name in plurals:
        mentions.part(name, 0, len(name), Thing("record", "", plurals[name]), plural=True)
    elif name in world.records:
        mentions.whole(name, Thing("record", "", str(name)))


def _demo(demo: DemoRecord, record: str, world: World, mentions: Mentions) -> None:
    for name, value in demo.values.items():
        mentions.whole(name, Thing("field", record, str(name)))
        for text in value if isinstance(value, tuple) else (value,):
            mentions.whole(text, *world.choice(record, str(name), str(text)))
