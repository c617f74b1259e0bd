"""What a module of hand-written code asks of the specs, found in its syntax tree: marks, imports, names of fields.

Followed are the argument of a handler and the names given to its record; what is passed on to other functions is not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from generator.app import Record
from generator.problems import Position, Problem
from portal.extension_events import find_in_handler
from portal.extension_module import ALLOWED, Module, text_of, texts_of
from portal.extension_names import Known, names_of_class

MARKS = ("on", "replaces", "job")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def find_in_module(module: Module, known: Known) -> Iterator[Problem]:
    yield from _imports(module, known)
    yield from _attributes(module, known)
    yield from _calls(module, known)
    top = set(map(id, module.tree.body))
    for node in ast.walk(module.tree):
        if isinstance(node, Function | ast.ClassDef):
            yield from _misplaced(module, node, is_top=id(node) in top)
        if isinstance(node, Function):
            yield from _function(module, node, known)
        if isinstance(node, ast.ClassDef) and any(module.is_word(base, "Page") for base in node.bases):
            yield from _page(module, node, known)


def replaced_in(module: Module) -> Iterator[tuple[str, Position]]:
    """The whole names of the classes that are replaced here."""
    for node in module.tree.body:
        for mark in node.decorator_list if isinstance(node, ast.ClassDef) else ():
            if isinstance(mark, ast.Call) and module.is_word(mark.func, "replaces") and mark.args:
                found = module.meaning(mark.args[0])
                if found:
                    yield found, module.at(mark)


def _imports(module: Module, known: Known) -> Iterator[Problem]:
    for found in module.imports.values():
        top = found.module.partition(".")[0]
        if top == "generated":
            lack = known.lack_of_generated(found.module, found.name, found.at)
            if lack:
                yield lack
        elif top == "runtime" and not any(each in ALLOWED for each in (found.module, found.whole)):
            hint = f"what may be imported is in {', '.join(ALLOWED)}; all else may change with an upgrade"
            yield Problem("S919", f"{found.whole} is not for extensions", found.at, hint, "warning")


def _attributes(module: Module, known: Known) -> Iterator[Problem]:
    """Names on mapped classes and on generated modules."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Attribute):
            continue
        meaning = module.meaning(node.value)
        record = _record_of_class(meaning, known)
        if record and not node.attr.startswith("_"):
            lack = known.lack_of_field(record, node.attr, module.at(node), names_of_class(record))
            if lack:
                yield lack
        elif meaning.startswith("generated.") and meaning in {each.whole for each in module.imports.values()}:
            is_module = known.lack_of_generated(meaning, None, module.at(node)) is None
            lack = known.lack_of_generated(meaning, node.attr, module.at(node)) if is_module else None
            if lack:
                yield lack


def _record_of_class(meaning: str, known: Known) -> Record | None:
    module, _, name = meaning.rpartition(".")
    if not module.startswith("generated.models."):
        return None
    record = known.after.records.get(module.rpartition(".")[2])
    return record if record and record.class_name == name else None


def _misplaced(module: Module, node: Function | ast.ClassDef, *, is_top: bool) -> Iterator[Problem]:
    for mark in node.decorator_list:
        word = mark.func if isinstance(mark, ast.Call) else mark
        if not module.is_word(word, *MARKS):
            continue
        if not isinstance(mark, ast.Call):
            yield Problem(
                "S915", "this mark says nothing", module.at(mark), 'write it with what it is about: @on(Saved, "order")'
            )
        elif not is_top:
            yield Problem(
                "S915",
                f"'{node.name}' stands inside of something and is never found",
                module.at(node),
                "put it at the top level of the module",
            )
        elif isinstance(node, ast.AsyncFunctionDef):
            yield Problem("S915", f"'{node.name}' is 'async' and would never run", module.at(node), "write: def")


def _function(module: Module, node: Function, known: Known) -> Iterator[Problem]:
    records: list[Record] = []
    for mark in node.decorator_list:
        if isinstance(mark, ast.Call) and module.is_word(mark.func, "on") and len(mark.args) == 2:
            found, lack = _topic(module, mark.args[1], known)
            records += [found] if found else []
            if lack:
                yield lack
        elif isinstance(mark, ast.Call) and module.is_word(mark.func, "job"):
            yield from _job(module, mark, known)
    if records and node.args.args:
        yield from find_in_handler(module, node, records, known)


def _topic(module: Module, node: ast.AST, known: Known) -> tuple[Record | None, Problem | None]:
    key = text_of(node)
    if key is None:
        return _record_of_class(module.meaning(node), known), None
    return known.record(key), known.lack_of_record(key, module.at(node))


def _job(module: Module, mark: ast.Call, known: Known) -> Iterator[Problem]:
    given = {each.arg: each.value for each in mark.keywords}
    for name in ("reads", "creates", "edits"):
        table = given.get(name)
        for key, value in zip(table.keys, table.values, strict=True) if isinstance(table, ast.Dict) else ():
            yield from _fields_of(module, key, texts_of(value), known)
    for text, node in texts_of(given.get("deletes")):
        lack = known.lack_of_record(text, module.at(node))
        if lack:
            yield lack


def _fields_of(
    module: Module, key: ast.AST | None, names: Sequence[tuple[str, ast.AST]], known: Known
) -> Iterator[Problem]:
    text = text_of(key)
    if text is None or key is None:
        return
    lack = known.lack_of_record(text, module.at(key))
    if lack:
        yield lack
    record = known.record(text)
    for name, node in names if record else ():
        assert record is not None
        lack = known.lack_of_field(record, name, module.at(node), ("id", "created", "updated"))
        if lack:
            yield lack


CHANGES = ("create", "edit", "delete")
READS = ("record", "permits", "sees", "related", "options", "readable", "file")


def _calls(module: Module, known: Known) -> Iterator[Problem]:
    """`ListQuery("order")`, `….read.record("order", …)`, `….here().create("order", {…})`, `task.edit("order", …)`."""
    tasks = _tasks(module)
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        target = node.func
        asked = module.is_word(target, "ListQuery")
        if isinstance(target, ast.Attribute):
            of = target.value
            last = _last_name(of.func if isinstance(of, ast.Call) else of)
            asked |= target.attr in READS and last == "read"
            asked |= target.attr in CHANGES and (last == "here" or last in tasks)
        if asked:
            tables = [each for each in node.args[1:] if isinstance(each, ast.Dict)]
            names = [(text, key) for table in tables for key in table.keys if key and (text := text_of(key))]
            yield from _fields_of(module, node.args[0], names, known)


def _last_name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _tasks(module: Module) -> frozenset[str]:
    """The names of the arguments of jobs."""
    functions = [node for node in module.tree.body if isinstance(node, ast.FunctionDef)]
    return frozenset(
        node.args.args[0].arg
        for node in functions
        for mark in node.decorator_list
        if isinstance(mark, ast.Call) and module.is_word(mark.func, "job") and node.args.args
    )


def _page(module: Module, node: ast.ClassDef, known: Known) -> Iterator[Problem]:
    said = {
        target.id: each.value
        for each in node.body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    portal = text_of(said.get("portal"))
    if portal is None:
        return
    lack = known.lack_of_portal(portal, module.at(said["portal"]))
    if lack:
        yield lack
    for role, place in texts_of(said.get("roles")):
        lack = known.lack_of_role(portal, role, module.at(place))
        if lack:
            yield lack
