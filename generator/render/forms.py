"""Forms: `generated/forms/<record>.py`, one class for each different set of fields that a portal lets people fill in."""

from __future__ import annotations

from generator.app import Access, Field, Record
from generator.python import class_name, docstring
from generator.render.module import Import, render_module


def form_name(record: Record, access: Access) -> str | None:
    """The class of this access's form, or None where nothing can be filled in."""
    if not _entered(access):
        return None
    return f"{class_name(access.portal)}{class_name(access.role) if access.role else ''}{record.class_name}Form"


def form_classes(record: Record) -> dict[str, Access]:
    """Form class by name; a role whose form has the fields of its portal's shares that one."""
    classes: dict[str, Access] = {}
    for access in record.accesses:
        name = shared_form_name(record, access)
        if name:
            classes.setdefault(name, access)
    return classes


def shared_form_name(record: Record, access: Access) -> str | None:
    """The form that this access uses: its portal's where the fields are the same, else its own."""
    name = form_name(record, access)
    if name and access.role:
        whole = next((each for each in record.accesses if each.portal == access.portal and not each.role), None)
        if whole and _entered(whole) == _entered(access):
            return form_name(record, whole)
    return name


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


def _entered(access: Access) -> set[str]:
    return {*(access.create or ()), *(name for grant in access.edit for name in grant.fields)}


def _class_block(name: str, access: Access, record: Record) -> str:
    entered = _entered(access)
    lines = [f"class {name}(F.RecordForm):"]
    lines.append(f"    {docstring(f'What people of the portal {access.portal} fill in.')}")
    lines.append("")
    lines += [f"    {_field_line(field, record)}" for field in record.fields if field.name in entered]
    return "\n".join(lines)


def _field_line(field: Field, record: Record) -> str:
    attribute = f"{field.name}_id" if field.kind == "link" else field.name
    return f"{field.name} = F.ask({record.class_name}.{attribute})"
