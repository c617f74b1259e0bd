"""Revisions: `generated/migrations/<NNNN>_<revision>.py`, what a change of the specs does to databases, as data.

A revision is written once. Those that are there are passed on unchanged, since databases have run them.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.app import App
from generator.changes.operations import Operation
from generator.python import docstring, lay_out, literal, sequence
from generator.render.operations import Written, joined, write_operation

FOLDER = "migrations/"
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Known:
    """A revision that is there: `down` are those that it follows."""

    name: str
    down: tuple[str, ...]
    number: int


def render_revisions(operations: Sequence[Operation], app: App, history: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """All revisions: those of the history (path -> bytes), and at most one more for the operations.

    Where there is none yet, an empty one comes first: databases that are older than the history begin there. For a new
    site give no operations, since its tables are made of its models.
    """
    files = dict(history)
    if not files:
        files |= _file(1, (), '"""What there was before the first revision."""', Written((), ()))
    known = _read(files)
    written = [write_operation(operation, app) for operation in operations]
    calls = joined(written)
    if calls.calls and not _is_there(known, calls):
        number = max(each.number for each in known) + 1
        doc = _doc([each.words() for each, one in zip(operations, written, strict=True) if one.calls])
        files |= _file(number, _heads(known), doc, calls)
    return files


def _file(number: int, down: tuple[str, ...], doc: str, written: Written) -> dict[str, bytes]:
    name = _name(down, written)
    modules = "".join(f"import {module}\n" for module in written.modules if module != "values")
    runtime = "from runtime import migrations as M\n"
    if "values" in written.modules:
        runtime += "from runtime import values\n"
    text = (
        "# Generated from specs/. Databases have run it: never edit it.\n"
        f"{doc}\n\n"
        f"{modules}{chr(10) if modules else ''}{runtime}\n"
        f"revision = {literal(name)}\n"
        f"down_revision = {_down(down)}\n\n"
        f"{_operations(written)}\n\n\n"
        "def upgrade() -> None:\n    M.carry_out(OPERATIONS)\n\n\n"
        "def downgrade() -> None:\n    M.take_back(OPERATIONS)\n"
    )
    return {f"{FOLDER}{number:04}_{name}.py": text.encode()}


def _operations(written: Written) -> str:
    """One a line, however few."""
    if not written.calls:
        return "OPERATIONS: tuple[M.Operation, ...] = ()"
    lines = "".join(f"    {lay_out(call, indent=1, after=1)},\n" for call in written.calls)
    return f"OPERATIONS: tuple[M.Operation, ...] = (\n{lines})"


def _name(down: tuple[str, ...], written: Written) -> str:
    """The same change after the same revisions has the same name, whoever writes it."""
    text = "\n".join((*down, _operations(written)))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _down(down: tuple[str, ...]) -> str:
    if len(down) == 1:
        return literal(down[0])
    return lay_out(sequence(map(literal, down)), before=len("down_revision = ")) if down else "None"


def _doc(words: list[str]) -> str:
    line = f"{'; '.join(words)}."
    if len(line) <= LONGEST:
        return docstring(line)
    inner = "\n".join(docstring(each)[3:-3] for each in words)
    return f'"""{len(words)} changes.\n\n{inner}\n"""'


def _read(files: Mapping[str, bytes]) -> list[Known]:
    return [_read_one(path, content) for path, content in sorted(files.items())]


def _read_one(path: str, content: bytes) -> Known:
    """By its assignments; nothing is run."""
    found: dict[str, object] = {}
    for node in ast.parse(content).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"revision", "down_revision"}:
            found[ast.unparse(node.targets[0])] = ast.literal_eval(node.value)
    down = found["down_revision"]
    names = () if down is None else (down,) if isinstance(down, str) else down
    assert isinstance(names, tuple)
    return Known(str(found["revision"]), tuple(map(str, names)), int(path.removeprefix(FOLDER)[:4]))


def _heads(known: Sequence[Known]) -> tuple[str, ...]:
    """Those that no other one follows; two where branches were joined."""
    followed = {name for each in known for name in each.down}
    return tuple(sorted(each.name for each in known if each.name not in followed))


def _is_there(known: Sequence[Known], written: Written) -> bool:
    """Whether a head says just this: an apply was ended between writing it and the lock."""
    heads = _heads(known)
    return any(each.name in heads and each.name == _name(each.down, written) for each in known)
