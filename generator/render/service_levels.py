"""Service levels: `generated/service_levels/<record>.py`, what is promised of a record type."""

from __future__ import annotations

from generator.app import Record
from generator.python import Call, Code, assign, call, lay_out, literal, mapping, sequence
from generator.render.module import Import, render_module
from generator.render.workflows import values_code
from generator.service_level import Promise, ServiceLevel, Step


def render_service_level(record: Record) -> str | None:
    """The module of a record type's service level, or None if it has none."""
    if record.service_level is None:
        return None
    block = assign("SERVICE_LEVEL", _level(record.service_level))
    declared = ("Promise", "ServiceLevel", "Step")
    return render_module(
        source=record.file,
        extension=f"extensions/{record.key}.py",
        doc="How soon people are promised an answer, and the end.",
        imports=[
            *(Import("runtime.declarations.service_level", name) for name in declared if f"{name}(" in block),
            *([Import("generated.rules", record.key, "rules")] if "rules." in block else []),
            *(Import(module) for module in ("datetime", "decimal") if f"{module}." in block),
        ],
        blocks=[block],
    )


def _level(level: ServiceLevel) -> Call:
    named: dict[str, Code] = {name: _names(getattr(level, name)) for name in ("pause", "answered", "done")}
    if level.by:
        named["by"] = literal(level.by)
        named["promises"] = mapping({choice: _promise(promise) for choice, promise in level.promises})
    if level.otherwise is not None:
        named["otherwise"] = _promise(level.otherwise)
    if level.escalate:
        named["escalate"] = sequence(map(_step, level.escalate))
    return call("ServiceLevel", **named)


def _step(step: Step) -> Call:
    return call("Step", literal(step.of), literal(step.percent), values_code(step.set))


def _promise(promise: Promise) -> Call:
    spans = {name: getattr(promise, name) for name in ("respond", "resolve")}
    named = {name: literal(span) for name, span in spans.items() if span is not None}
    return call("Promise", literal(promise.calendar), **named)


def _names(names: tuple[str, ...]) -> str:
    return lay_out(sequence(map(literal, names)))
