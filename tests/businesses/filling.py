"""Fills in a form as somebody who knows nothing of the business would: something fitting for each sort of input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from tests.businesses.browsing import Control, Form, Upload

SERIAL = count(1)
BY_MODE = {"numeric": "2", "decimal": "2.5", "tel": "+34 91 123 4567", "url": "https://filled.example/in"}
PARTS = {"day": "7", "month": "6", "year": "2026", "time": "08:15"}


def fill(form: Form, known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Names and values to post. `known` has those that no stranger could guess; the first of several choices is taken,
    and whatever is chosen already is kept."""
    filled: list[tuple[str, str]] = []
    ticked: set[str] = set()
    for control in form.controls:
        if not control.name or control.name == "_refresh" or control.kind in ("file", "submit"):
            continue
        if control.kind in ("radio", "checkbox"):
            filled += _tick(control, form.controls, known, ticked)
        else:
            filled.append((control.name, _value(control, known)))
    return filled


def _tick(
    control: Control, controls: Sequence[Control], known: Mapping[str, str], ticked: set[str]
) -> list[tuple[str, str]]:
    """The wanted or chosen ones of a group, else its first."""
    group = [each for each in controls if each.name == control.name and each.kind in ("radio", "checkbox")]
    if control.name in known:
        wanted = control.values[0] == known[control.name]
    elif any(each.chosen for each in group):
        wanted = bool(control.chosen)
    else:
        wanted = control.name not in ticked
    if not wanted:
        return []
    ticked.add(control.name)
    return [(control.name, control.values[0])]


def _value(control: Control, known: Mapping[str, str]) -> str:
    held = "".join(control.values).strip()
    if control.kind == "hidden" and not held:
        return ""  # says "none chosen" of the group that it stands before
    if control.name in known:
        return known[control.name]
    if control.tag == "select":
        return next(iter([*filter(None, control.chosen), *filter(None, control.values)]), "")
    if held or control.kind == "hidden":
        return held
    if control.kind == "email":
        return f"filled.{next(SERIAL)}@in.example"
    part = control.name.rpartition("-")[2]
    if part in PARTS:
        return PARTS[part]
    return BY_MODE.get(control.attributes.get("inputmode", ""), f"Filled in {next(SERIAL)}")


def uploads(form: Form) -> list[tuple[str, Upload]]:
    """A text file for each question for files that takes any."""
    return [
        (control.name, Upload("note.txt", b"Seeing was good.\n"))
        for control in form.controls
        if control.kind == "file" and control.attributes.get("accept", ".txt").find(".txt") >= 0
    ]
