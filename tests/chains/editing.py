"""Random edits of a business, as people make them: declared, forgotten, undone."""

from __future__ import annotations

import copy
from collections.abc import Callable
from itertools import count
from random import Random

from tests.chains.business import CHOSEN, SETS, Business, Options, Part, Type
from tests.chains.meaning import ALIKE, TABLE

NAMES = ("one", "two", "six", "ten", "age", "one_id")
TYPES = ("ant", "bee", "cow", "dog", "elk", "fox")
CHOICES = ("red", "tan", "blue", "grey", "pink", "teal")
LISTS = ("paint", "shade")
KINDS = (
    *("text", "text", "longtext", "email", "integer", "integer", "decimal", "money", "date", "datetime", "yesno"),
    *("choice", "choice", "choices", "link", "links", "files"),
)
FILLS = {"text": "none", "integer": 7, "yesno": True}
INDEXED = ("text", "email", "integer", "money", "date")
MOST_TYPES = 4


class Editor:
    """Makes edited copies. `numbers` gives every thing and every column its own."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.numbers = count(1)
        self.before = Business()

    def first(self) -> Business:
        business = Business(lists={name: self._options() for name in LISTS})
        for name in TYPES[: self.random.choice((3, 3, 4))]:
            business.types.append(Type(next(self.numbers), name))
        for of in business.types:
            for _ in range(self.random.choice((3, 4))):
                self._add_part(of, business)
        return business

    def edited(self, business: Business) -> tuple[Business, str]:
        """A copy with one edit, or a few at once, and what they are."""
        fresh, self.before = copy.deepcopy(business), business
        self._forget(fresh)
        done = [self._edit(fresh) for _ in range(self.random.choice((1, 1, 1, 1, 2, 3)))]
        return fresh, ", ".join(done)

    def renamed(self, business: Business) -> tuple[Business, str, str]:
        """A copy in which one thing has another name and nothing says which it had, with the words for `portal
        rename`: its path and the name."""
        fresh = copy.deepcopy(business)
        of = self.random.choice(fresh.types)
        part = self.random.choice(of.parts)
        options = fresh.options(part)
        match self.random.choice(("type", "field", "field", "choice")):
            case "type" if free := [name for name in TYPES if all(name != each.name for each in fresh.types)]:
                path, of.name = of.name, self.random.choice(free)
                return fresh, path, of.name
            case "choice" if options and (free := [name for name in CHOICES if name not in options.present]):
                old, new = self.random.choice(list(options.present)), self.random.choice(free)
                where = part.shared or f"{of.name}.{part.name}"
                options.labels[new] = options.label(old)
                options.present = {new if name == old else name: was for name, was in options.present.items()}
                options.becomes = {gone: new if to == old else to for gone, to in options.becomes.items()}
                self._refill(fresh, options, old, new)
                return fresh, f"{where}.{old}", new
            case _:
                path, part.name = f"{of.name}.{part.name}", self._free(of)
                return fresh, path, part.name

    def _edit(self, business: Business) -> str:
        while True:
            make = self.random.choice(self._edits())
            said = make(self.random.choice(business.types), business)
            if said:
                return said

    def _edits(self) -> list[Callable[[Type, Business], str]]:
        often = (self.add, self.rename, self.retire, self.restore, self.convert, self.convert, self.choices)
        seldom = (self.swap, self.limit, self.demand, self.relink, self.flag, self.alike, self.again)
        records = (self.add_type, self.rename_type, self.retire_type, self.restore_type)
        return [*often, *often, *seldom, self.demand, *records]

    def add(self, of: Type, business: Business) -> str:
        part = self._add_part(of, business) if len(of.parts) < 7 else None
        if part is None:
            return ""
        self._answer(part, business, ("backfill", "default", None))
        if self.random.random() < 0.3 and part.kind not in SETS:
            part.flags.add("required")
            self._excuse(part)
        return f"add {of.name}.{part.name} {part.kind}"

    def rename(self, of: Type, business: Business) -> str:
        part, name = self.random.choice(of.parts), self._free(of)
        old, part.name, part.was = part.name, name, part.name
        return f"rename {of.name}.{old} {name}"

    def retire(self, of: Type, business: Business) -> str:
        if len(of.parts) < 2:
            return ""
        part = self.random.choice(of.parts)
        self._retire(of, part)
        return f"retire {of.name}.{part.name}"

    def restore(self, of: Type, business: Business) -> str:
        """Under its name and kind, or a kind that its values can become."""
        taken = {part.name for part in of.parts}
        names = [part.name for part in of.gone]
        free = [part for part in of.gone if part.name not in taken and names.count(part.name) == 1]
        free = [part for part in free if part.target is None or business.type(part.target)]
        if not free:
            return ""
        part = self.random.choice(free)
        of.gone.remove(part)
        of.parts.append(part)
        of.retired = [name for name in of.retired if name != part.name]
        part.was, part.answer = None, None
        if self.random.random() < 0.3:
            self._become(part, business)
        self._answer(part, business, ("backfill", None))
        return f"restore {of.name}.{part.name} {part.kind}"

    def again(self, of: Type, business: Business) -> str:
        """The name of a field that is gone, for something that it cannot be."""
        taken = {part.name for part in of.parts}
        gone = [part for part in of.gone if part.name not in taken and part.kind not in SETS]
        if not gone:
            return ""
        name = self.random.choice(gone).name
        if any(part.name == name and part.kind in SETS for part in of.gone):
            return ""
        kind = self.random.choice(SETS)
        target = self.random.choice(business.types).uid if kind == "links" else None
        of.parts.append(Part(next(self.numbers), name, kind, next(self.numbers), target))
        of.retired = [each for each in of.retired if each != name]
        of.gone = [part for part in of.gone if part.name != name]  # made way: no name leads to it any more
        return f"again {of.name}.{name} {kind}"

    def swap(self, of: Type, business: Business) -> str:
        """A field goes and one like it comes: with `retired`, or without a word, which is refused."""
        part = self.random.choice(of.parts)
        name = self._free(of)
        self._retire(of, part)
        if self.random.random() < 0.6 and part.name not in of.retired:
            of.retired.append(part.name)
        own = self._options() if part.own else None
        of.parts.append(Part(next(self.numbers), name, part.kind, next(self.numbers), part.target, own, part.shared))
        return f"swap {of.name}.{part.name} {name} {'' if of.retired else 'un'}said"

    def convert(self, of: Type, business: Business) -> str:
        part = self.random.choice(of.parts)
        old, was = part.kind, self.before.part(part.uid)
        if (was is not None and was.column != part.column) or not self._become(part, business):
            return ""
        return f"convert {of.name}.{part.name} {old} {part.kind} {part.answer or ''} {sorted(part.flags)}"

    def alike(self, of: Type, business: Business) -> str:
        """Another kind in the same column."""
        part = self.random.choice(of.parts)
        kinds = [new for old, new in ALIKE if old == part.kind]
        if not kinds:
            return ""
        part.kind, part.answer, part.max = self.random.choice(kinds), None, None
        if part.kind == "longtext":
            part.flags -= {"unique", "index"}
        return f"alike {of.name}.{part.name} {part.kind}"

    def limit(self, of: Type, business: Business) -> str:
        part = self.random.choice(of.parts)
        if part.kind not in ("text", "integer") or "unique" in part.flags or part.answer:
            return ""
        part.max = self.random.choice((2, 5, 20, 5000, None)) if part.kind == "text" else self.random.choice((8, 10**6))
        self._excuse(part)
        return f"limit {of.name}.{part.name} {part.max} {sorted(part.flags)}"

    def demand(self, of: Type, business: Business) -> str:
        part = self.random.choice(of.parts)
        if part.kind in SETS:
            return ""
        part.flags ^= {"required"}
        self._answer(part, business, ("backfill", "default", None))
        self._excuse(part)
        return f"demand {of.name}.{part.name} {part.answer or ''} {sorted(part.flags)}"

    def relink(self, of: Type, business: Business) -> str:
        links = [part for part in of.parts if part.target is not None]
        others = [each.uid for each in business.types if links and each.uid != links[0].target]
        if not others:
            return ""
        part = links[0]
        was = self.before.part(part.uid)
        if was is not None and was.column != part.column:
            return ""
        part.target, part.column = self.random.choice(others), next(self.numbers)
        part.flags |= {"from_now"} if self.random.random() < 0.8 else set()
        return f"relink {of.name}.{part.name} {sorted(part.flags)}"

    def flag(self, of: Type, business: Business) -> str:
        part = self.random.choice(of.parts)
        flag = self.random.choice(("unique", "index"))
        if part.kind not in INDEXED or (flag == "unique" and (part.max or part.kind not in ("text", "integer"))):
            return ""
        part.flags ^= {flag}
        if "unique" in part.flags:
            part.answer = None
        return f"flag {of.name}.{part.name} {sorted(part.flags)}"

    def choices(self, of: Type, business: Business) -> str:
        lists = [*business.lists.values(), *(part.own for _, part in business.parts() if part.own)]
        options = self.random.choice(lists)
        names = list(options.present)
        free = [name for name in CHOICES if name not in options.present and name not in options.becomes]
        options.labels = {name: label for name, label in options.labels.items() if name in options.present}
        match self.random.choice(("add", "rename", "merge", "merge", "remove")):
            case "add" if free and len(names) < 5:
                options.present[self.random.choice(free)] = None
            case "rename" if free:
                old, new = self.random.choice(names), self.random.choice(free)
                options.present = {
                    (new if name == old else name): (old if name == old else was)
                    for name, was in options.present.items()
                }
                options.becomes = {gone: new if to == old else to for gone, to in options.becomes.items()}
                self._refill(business, options, old, new)
                return f"rename choice {old} {new}"
            case "merge" if len(names) > 2:
                old, new = self.random.sample(names, 2)
                del options.present[old]
                options.becomes = {gone: new if to == old else to for gone, to in options.becomes.items()} | {old: new}
                self._refill(business, options, old, new)
                return f"merge choice {old} {new} {options.text()}"
            case "remove" if len(names) > 2:
                old = self.random.choice(names)
                del options.present[old]
                options.becomes = {gone: to for gone, to in options.becomes.items() if to != old}
                self._refill(business, options, old, next(iter(options.present)))
                return f"remove choice {old}"
            case _:
                return ""
        return f"choices {options.text()}"

    def add_type(self, of: Type, business: Business) -> str:
        taken = {each.name for each in (*business.types, *business.gone)}
        free = [name for name in TYPES if name not in taken]
        if len(business.types) >= MOST_TYPES or not free:
            return ""
        fresh = Type(next(self.numbers), self.random.choice(free))
        business.types.append(fresh)
        for _ in range(3):
            self._add_part(fresh, business)
        return f"add {fresh.name}"

    def rename_type(self, of: Type, business: Business) -> str:
        taken = {each.name for each in (*business.types, *business.gone)}
        free = [name for name in TYPES if name not in taken]
        if not free:
            return ""
        old, of.was, of.name = of.name, of.name, self.random.choice(free)
        return f"rename {old} {of.name}"

    def retire_type(self, of: Type, business: Business) -> str:
        pointing = [(each, part) for each, part in business.parts() if part.target == of.uid and each is not of]
        if len(business.types) < 3 or any(all(part.target == of.uid for part in each.parts) for each, _ in pointing):
            return ""
        for each, part in pointing:
            self._retire(each, part)
        business.types.remove(of)
        known = (each for each in (*self.before.types, *self.before.gone) if each.uid == of.uid)
        business.gone += [copy.deepcopy(each) for each in known]
        return f"retire {of.name}"

    def restore_type(self, of: Type, business: Business) -> str:
        taken = {each.name for each in business.types}
        here = {each.uid for each in business.types}
        free = [
            each
            for each in business.gone
            if each.name not in taken and all(part.target in {None, each.uid, *here} for part in each.parts)
        ]
        if not free or len(business.types) >= MOST_TYPES + 1:
            return ""
        back = self.random.choice(free)
        business.gone.remove(back)
        business.types.append(back)
        return f"restore {back.name}"

    def _forget(self, business: Business) -> None:
        """What was declared and applied may stay or go."""
        if self.random.random() < 0.6:
            for of in business.types:
                of.was, of.retired = None, []
                for part in of.parts:
                    part.was = None
                    if part.answer == "backfill":
                        part.answer = None
            for options in (*business.lists.values(), *(part.own for _, part in business.parts() if part.own)):
                options.present = dict.fromkeys(options.present)
                options.becomes = {}

    def _add_part(self, of: Type, business: Business) -> Part:
        kind = self.random.choice(KINDS)
        part = Part(next(self.numbers), self._free(of), kind, next(self.numbers))
        if kind in ("link", "links"):
            part.target = self.random.choice(business.types).uid
        if kind in CHOSEN:
            if self.random.random() < 0.5:
                part.own = self._options()
            else:
                part.shared = self.random.choice(LISTS)
        if kind in INDEXED and self.random.random() < 0.15:
            part.flags.add("index")
        of.parts.append(part)
        return part

    def _free(self, of: Type) -> str:
        """A name that no field has or had when it went; one that was given up by a rename may come again."""
        taken = {part.name for part in (*of.parts, *of.gone)}
        free = [name for name in NAMES if name not in taken]
        return self.random.choice(free) if free else f"f{next(self.numbers)}"

    def _retire(self, of: Type, part: Part) -> None:
        """As it was applied last: what else the same edit did to it was never there."""
        of.parts.remove(part)
        types = (each for each in (*self.before.types, *self.before.gone) if each.uid == of.uid)
        known = (each for known in types for each in (*known.parts, *known.gone) if each.uid == part.uid)
        of.gone += [copy.deepcopy(each) for each in known]

    def _become(self, part: Part, business: Business) -> bool:
        kinds = [new for old, new in TABLE if old == part.kind]
        if not kinds:
            return False
        part.kind, part.column = self.random.choice(kinds), next(self.numbers)
        part.answer, part.max = None, None
        part.flags &= {"required"}
        if part.kind not in CHOSEN:
            part.own = part.shared = None
        elif not part.own and not part.shared:
            part.own = self._options()
        self._answer(part, business, ("backfill", "backfill", None))
        part.flags |= {"from_now"} if self.random.random() < 0.5 else set()
        return True

    def _answer(self, part: Part, business: Business, answers: tuple[str | None, ...]) -> None:
        if "unique" in part.flags or part.max:
            part.answer = None
            return
        options = business.options(part)
        if part.kind == "choice" and options:
            part.answer, part.fill = self.random.choice(answers), next(iter(options.present))
        elif part.kind in FILLS:
            part.answer, part.fill = self.random.choice(answers), FILLS[part.kind]
        else:
            part.answer = None

    def _excuse(self, part: Part) -> None:
        part.flags -= {"from_now"}
        if self.random.random() < 0.5:
            part.flags |= {"from_now"}

    def _options(self) -> Options:
        names = self.random.sample(CHOICES, 3)
        return Options(next(self.numbers), dict.fromkeys(names))

    def _refill(self, business: Business, options: Options, old: str, new: str) -> None:
        for each in (*business.types, *business.gone):
            for part in (*each.parts, *each.gone):
                if business.options(part) is options and part.fill == old:
                    part.fill = new
