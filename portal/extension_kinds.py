"""The field kinds of extensions/fields as the generator takes them. These modules are run, which all others are not."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.fields import KINDS
from generator.fields.kind import Reader, Scalar
from generator.fields.own import LIKE, OwnKind
from generator.problems import Position, Problem
from runtime.declarations.kinds import FieldKind

FOLDER = "fields"
NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")


@dataclass(frozen=True, slots=True)
class SiteKinds:
    """By name, and what is wrong with those that are not among them."""

    kinds: dict[str, OwnKind]
    problems: tuple[Problem, ...]


def read_kinds(extensions: Path, shown: str = "extensions") -> SiteKinds:
    """`shown` is what problems call the folder `extensions`."""
    kinds: dict[str, OwnKind] = {}
    problems: list[Problem] = []
    for path in sorted((extensions / FOLDER).glob("*.py")):
        if path.name == "__init__.py":
            continue
        found = _load(path)
        if isinstance(found, FieldKind):
            kinds[found.name] = OwnKind(found.name, found.like, _reader(found), found.length)
        else:
            at = Position(f"{shown}/{FOLDER}/{path.name}", 1, 1)
            hint = "extensions/fields/<name>.py holds KIND = FieldKind(...) of runtime.declarations.kinds"
            problems.append(Problem("S930", found, at, hint))
    return SiteKinds(kinds, tuple(problems))


def _load(path: Path) -> FieldKind | str:
    """The kind, or why there is none."""
    spec = importlib.util.spec_from_file_location(f"portal_field_kind_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # noqa: BLE001 - hand-written code may fail in any way
        return f"this cannot be loaded: {type(error).__name__}: {error}"
    kind = getattr(module, "KIND", None)
    return next(_faults(kind, path.stem), kind if isinstance(kind, FieldKind) else "")


def _faults(kind: object, name: str) -> Iterator[str]:
    if not isinstance(kind, FieldKind):
        yield "this holds no KIND"
    elif kind.name != name or not NAME.fullmatch(name):
        yield f"the kind calls itself '{kind.name}', but the file is {name}.py"
    elif name in KINDS:
        yield f"there is a kind '{name}' in the product"
    elif kind.like not in LIKE:
        yield f"a kind cannot be like '{kind.like}'; it can be like {', '.join(LIKE)}"


def _reader(own: FieldKind) -> Reader:
    plain = KINDS[own.like].read

    def read(text: str) -> Scalar:
        value: Scalar = own.normalise(plain(text))
        fault = own.check(value)
        if fault:
            raise ValueError(f"'{text[:40]}' is no {own.name}: enter it {fault}")
        return value

    return read
