"""What one role of one portal may do with a record type: the keys of its block, read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator import app
from generator.app import Grant, Origin, Value
from generator.expressions.types import FieldShape, Use
from generator.fields import KINDS
from generator.names import BUILT_IN
from generator.problems import Problem, Text
from generator.resolve.asking import resolve_ask
from generator.resolve.grants import Place, as_typed, created, edited, implied, own_fields, seen
from generator.resolve.lines_rows import EVERYTHING, by_owner, rows_of_lines
from generator.resolve.overrides import resolve_overrides
from generator.resolve.problems import missing
from generator.resolve.titles import derived_title, fields_of_title, is_column, title_problems
from generator.resolve.values import literal, literal_or_expression
from generator.resolve.words.resolving import resolve_words

COLUMNS = 5
"""The columns of a list for which the spec names none."""


def resolve_access(place: Place, title: str) -> app.Access:
    """`title` is the record type's own."""
    before = len(place.problems)
    create = created(place)
    edit = edited(place, create)
    see = implied(seen(place, create), edit)
    rows = rows_of_lines(place) if place.is_line else _rows(place)
    certain = rows is not None and len(place.problems) == before
    shown_title = _title(place, title, see, certain=certain)
    _check_rows(place)
    _check_hidden(place)
    access = app.Access(
        portal=str(place.portal.key),
        role=place.block.role,
        rows=rows,
        see=see,
        create=create,
        preset=_presets(place, create),
        edit=edit,
        delete=_delete(place),
        list=_list(place, see, shown_title, certain=certain),
        history=_history(place),
        title=shown_title,
        afterwards=_afterwards(place, create),
        ask=resolve_ask(place),
        overrides=resolve_overrides(place),
        at=place.block.access.at,
        words=resolve_words(place),
        origins=_origins(place),
    )
    return access if rows is not None else _without_rows(access, place)


def _without_rows(access: app.Access, place: Place) -> app.Access:
    """Who sees no record has nothing to see, change or delete; `rows: none` of a role takes its `create` too."""
    access = replace(access, see=(), edit=(), delete=None, list=(), history=False, ask=())
    if "rows" in place.block.written and "create" not in place.block.written:
        return replace(access, create=None, preset=(), afterwards="", overrides=())
    return access


def _origins(place: Place) -> dict[str, Origin]:
    """Where the block says which records, what is entered and what may be deleted."""
    block = place.block.access
    origins = {
        key: Origin(text.at, as_typed(text)) for key, text in (("rows", block.rows), ("delete", block.delete)) if text
    }
    if place.is_line:
        origins["rows"] = Origin(block.rows.at if block.rows else block.at, as_typed(by_owner(place)))
    return {**origins, "create": Origin(block.create[0].at)} if block.create else origins


def _rows(place: Place) -> str | None:
    rows = place.block.access.rows
    if rows is None or rows == "none":
        return None
    if rows == "public":
        return EVERYTHING
    if rows in ("all", "true"):
        if not place.portal.inside:
            hint = "write 'rows: public' for a catalogue that everybody in this portal may read"
            message = f"'rows: {rows}' would show {place.title} every record, and it is not inside"
            place.report("S220", message, rows, hint)
        return EVERYTHING
    return place.rule(rows, Use.ROWS, "rows")


def _check_rows(place: Place) -> None:
    block = place.block.access
    if (
        block.rows is None
        and not place.is_line
        and (block.see or block.create is not None or block.edit or block.delete)
    ):
        message = f"{place.title} has no 'rows': nobody would see any record"
        hint = "say which records: rows: all, rows: none or a condition"
        place.problems.append(Problem("S310", message, block.at, hint))


def _check_hidden(place: Place) -> None:
    for name in place.block.access.hide or ():
        if name not in place.vocabulary.records[place.record.key].fields:
            place.problems.append(missing(f"'hide' of {place.title}", "field", name, own_fields(place.record)))
            return
    access = place.block.access
    lists = [access.create or (), *(group.fields for group in (*(access.see or ()), *(access.edit or ())))]
    if access.hide and "hide" in place.block.written and not any("all" in names for names in lists):
        message = f"'hide' of {place.title} has no effect: it takes names out of 'all', which does not stand there"
        place.report("S217", message, access.hide[0], "take the names out of the lists of 'see' and 'edit'")


def _delete(place: Place) -> str | None:
    delete = place.block.access.delete
    if delete is None or delete == "none":
        return None
    return EVERYTHING if delete in ("all", "true") else place.rule(delete, Use.ROWS, "delete")


def _history(place: Place) -> bool:
    block = place.block.access
    if not block.history or not place.portal.inside:
        return bool(block.history)
    if "history" in place.block.written:
        message = f"'history' of {place.title} has no effect: inside, everybody sees the history of what they see"
        place.problems.append(Problem("S217", message, block.at, "remove 'history'"))
    return False


def _afterwards(place: Place, create: tuple[str, ...] | None) -> str:
    words = place.block.access.afterwards
    if words is None or create is not None:
        return str(words or "")
    if "afterwards" in place.block.written:
        message = f"'afterwards' of {place.title} has no effect: nobody creates one there"
        place.report("S217", message, words, "remove it, or say with 'create' what is entered")
    return ""


def _presets(place: Place, create: tuple[str, ...] | None) -> tuple[tuple[str, Value], ...]:
    presets = []
    for name, text in (place.block.access.preset or {}).items():
        field = place.vocabulary.records[place.record.key].fields.get(name)
        if field is None:
            place.problems.append(missing(f"'preset' of {place.title}", "field", name, place.enterable))
        elif field.kind == "lines":
            place.report("S212", f"'{name}' cannot be preset: lines are entered", name)
        elif name not in place.enterable and not (name == "state" and place.record.workflow):
            place.report("S222", f"'{name}' cannot be preset: the product fills it in", name)
        elif name in (create or ()):
            hint = "take it out of one of them, or write 'preset: {}'"
            message = f"'{name}' of {place.title} is both entered ('create') and filled in ('preset')"
            place.report("S226", message, name, hint)
        elif (value := _preset(place, field, text)) is not None:
            presets.append((str(name), value))
    return tuple(presets)


def _preset(place: Place, field: FieldShape, text: Text) -> Value | None:
    if field.name == "state" and place.record.workflow:
        return literal(text, KINDS[field.kind], field.type.options, place.problems)
    return literal_or_expression(
        text,
        KINDS[field.kind],
        field.type,
        book=place.book,
        askers=(place.names,),
        name=f"{place.prefix}_preset_{field.name}",
        problems=place.problems,
    )


def _list(place: Place, see: tuple[Grant, ...], title: str, *, certain: bool) -> tuple[str, ...]:
    """The columns: those written, which must be visible; those inherited, as far as visible; else derived.

    `certain`: it is known what can be seen.
    """
    names = place.block.access.list
    visible = dict.fromkeys(name for grant in see for name in grant.fields)
    if names is None:
        return _derived_list(place, visible, title)
    if "list" in place.block.written:
        for name in names:
            _check_column(place, name, visible, certain=certain)
    return tuple(dict.fromkeys(str(name) for name in names if name in visible))


def _check_column(place: Place, name: Text, visible: Iterable[str], *, certain: bool) -> None:
    shape = place.vocabulary.records[place.record.key]
    if name in shape.fields and shape.fields[name].kind == "lines":
        message = f"'list' of {place.title} names '{name}', which is a table of its own"
        place.report("S311", message, name, "take it out of 'list': lines are shown on the page of their record")
    elif name not in visible and name.partition(".")[0] not in shape.fields:
        place.problems.append(missing(f"'list' of {place.title}", "field", name, visible))
    elif name not in visible and certain:
        hint = f"add it to 'see', or take it out of 'list'; visible: {', '.join(visible)}"
        place.report("S311", f"'list' of {place.title} shows '{name}', which cannot be seen there", name, hint)


def _derived_list(place: Place, visible: Iterable[str], title: str) -> tuple[str, ...]:
    """Number, title and state first, then the other visible fields in their order, five in all."""
    shape = place.vocabulary.records[place.record.key].fields
    fit = [name for name in visible if name in shape and is_column(shape[name].kind) and name not in BUILT_IN]
    first = [name for name in ("number", *fields_of_title(title)) if name in fit]
    state = sorted((name for name in fit if shape[name].kind == "choice"), key=lambda name: name != "state")
    return tuple(dict.fromkeys([*first, *state[:1], *fit]))[:COLUMNS]


def _title(place: Place, title: str, see: tuple[Grant, ...], *, certain: bool) -> str:
    own = place.block.access.title
    shape = place.vocabulary.records[place.record.key]
    always = {name for grant in see if grant.when is None for name in grant.fields}
    if own is None and place.record.title is None:
        return derived_title(place.record, always)
    if own is not None:
        problems = title_problems(own, shape)
        place.problems.extend(problems)
        if problems:
            return str(own)
    written = str(own or title)
    hidden = [name for name in fields_of_title(written) if name in shape.fields and name not in {*always, "id"}]
    if hidden and certain:
        at = own.at if own is not None else place.block.access.at
        message = f"the title of '{place.record.key}' shows '{hidden[0]}', which {place.title} cannot always see"
        hint = "add it to 'see', or give this portal a 'title' of its own"
        place.problems.append(Problem("S312", message, at, hint))
    return written
