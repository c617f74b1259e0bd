"""Forms: `generated/forms/<record>.py`, one class for each different set of fields that people may fill in."""

from __future__ import annotations

from generator.app import Access, Field, Record
from generator.python import class_name, docstring
from generator.render.module import Import, render_module
from generator.workflow import Move


def form_classes(record: Record) -> dict[str, Access]:
    """Form classes by name; accesses that let people fill in the same fields share the first one's."""
    classes: dict[str, Access] = {}
    for access in record.accesses:
        if _entered(access, record) and form_of(record, access) == own_class(record, access, "Form"):
            classes[own_class(record, access, "Form")] = access
    return classes


def form_of(record: Record, access: Access) -> str | None:
    """The class of this access's form, or None where nothing can be filled in."""
    entered = _entered(access, record)
    if not entered:
        return None
    first = next(each for each in record.accesses if _entered(each, record) == entered)
    return own_class(record, first, "Form")


def own_class(record: Record, access: Access, what: str) -> str:
    """The name of a class of this access's own: of its form, or of its schema."""
    role = class_name(access.role) if access.role else ""
    return f"{class_name(access.portal)}{role}{record.class_name}{what}"


def render_forms(record: Record) -> str | None:
    """The module of a record type's forms, or None if no portal lets anybody fill one in."""
    classes = form_classes(record)
    if not classes:
        return None
    return render_module(
        source=record.file,
        extension=f"extensions/{record.key}.py",
        doc="Forms, portal by portal.",
        imports=[
            Import(f"generated.models.{record.key}", record.class_name),
            Import("runtime.web", "forms", "F"),
        ],
        blocks=[_class_block(name, access, record) for name, access in classes.items()],
    )


def _entered(access: Access, record: Record) -> set[str]:
    if not access.rows and access.create is None:
        return set()
    edited = {name for grant in access.edit for name in grant.fields}
    return {*(access.create or ()), *edited, *needs_of(access, record)}


def needs_of(access: Access, record: Record) -> set[str]:
    """What these people enter with their moves; with a portal's own access, its roles' moves count as well."""
    if access.rows is None or record.workflow is None:
        return set()
    return {name for move in record.workflow.moves if _does(access, move) for name in move.needs}


def _does(access: Access, move: Move) -> bool:
    return move.open_to(access.portal, access.role) or (
        not access.role and any(each.startswith(f"{access.portal}.") for each in move.by)
    )


def _class_block(name: str, access: Access, record: Record) -> str:
    entered = _entered(access, record)
    lines = [f"class {name}(F.RecordForm):"]
    lines.append(f"    {docstring(f'What people of the portal {access.portal} fill in.')}")
    lines.append("")
    lines += [f"    {_field_line(field, record)}" for field in record.fields if field.name in entered]
    return "\n".join(lines)


def _field_line(field: Field, record: Record) -> str:
    attribute = f"{field.name}_id" if field.kind == "link" else field.name
    return f"{field.name} = F.ask({record.class_name}.{attribute})"
