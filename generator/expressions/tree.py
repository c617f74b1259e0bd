"""The typed tree of a checked expression. Says what is meant, not how Python or SQL says it.

Named rules and `sees()` are already replaced by what they stand for. Every condition (`All` to `Linked`) is true or
false; every other node is a value that may be missing, a record, or a set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from generator.problems import Position

if TYPE_CHECKING:
    from generator.expressions.types import BackShape, FieldShape, Type

Comparison = Literal["==", "<", "<=", ">", ">="]
Operator = Literal["+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Node:
    """`at` is where it was typed, which is another line for what came in through a named rule."""

    type: Type
    at: Position


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A value known when generating; a duration is a constant of that type in seconds, None is missing."""

    value: str | bool | int | Decimal | date | time | None


@dataclass(frozen=True, slots=True)
class Moment(Node):
    """`now` or `today`, moved by seconds."""

    base: Literal["now", "today"]
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Reader(Node):
    """What the request says of the reader: the role or the portal."""

    name: Literal["role", "portal"]


@dataclass(frozen=True, slots=True)
class Variable(Node):
    """A record by name: `this`, `it`, `me`, or one that stands for each record of a set."""

    name: str


@dataclass(frozen=True, slots=True)
class Get(Node):
    """A field of one record; a link's value is the linked record. Of kind `choices`: the set of choices."""

    owner: Node
    field: FieldShape


@dataclass(frozen=True, slots=True)
class Reach(Node):
    """The records that `owner`, one record or a set of them, reaches by one step."""

    owner: Node
    step: FieldShape | BackShape


@dataclass(frozen=True, slots=True)
class Items(Node):
    """A list as typed, of constants."""

    items: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """`for variable in source if …`; the source is a set of records."""

    variable: Variable
    source: Reach
    conditions: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Each(Node):
    """The values of an expression for all that the loops run through; missing ones are left out."""

    loops: tuple[Loop, ...]
    value: Node


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """`sum avg count min max` of the values; `count` of records has no value."""

    function: Literal["sum", "avg", "count", "min", "max"]
    loops: tuple[Loop, ...]
    value: Node | None


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    operator: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Choose(Node):
    """`yes if condition else no`, of values."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`days hours year month lower length`, and `later earlier`, which take the later, the earlier of their values.

    Nobody writes `start`: the moment at which a date begins.
    """

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class All(Node):
    """`and`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some(Node):
    """`or`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    condition: Node


@dataclass(frozen=True, slots=True)
class Fixed(Node):
    """A condition known when generating."""

    holds: bool


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """A yes/no value as a condition: missing is false."""

    value: Node


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """False where an operand is missing. Records are compared by key. `!=` is `Not` of `==`."""

    operator: Comparison
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Within(Node):
    """`value in set`, the set being `Items`, `Each` or a field of kind `choices`."""

    value: Node
    set: Node


@dataclass(frozen=True, slots=True)
class Missing(Node):
    """`value is None`; of a set: it is empty."""

    value: Node


@dataclass(frozen=True, slots=True)
class Matches(Node):
    """`starts_with`, `ends_with`, `contains`: exact text, false where one of the two is missing."""

    function: Literal["starts_with", "ends_with", "contains"]
    text: Node
    part: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`any` or `all`."""

    function: Literal["any", "all"]
    loops: tuple[Loop, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class Holds(Node):
    """The condition holds for the one record, which is there."""

    record: Node
    variable: Variable
    condition: Node


@dataclass(frozen=True, slots=True)
class HasRole(Node):
    """The reader has one of these roles; who has none has not."""

    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked(Node):
    """The record is one of those that `owner` names in its field of kind `links`."""

    owner: Node
    field: FieldShape
    record: Node


CONDITIONS = (All, Some, Not, Fixed, Truth, Compare, Within, Missing, Matches, Quantified, Holds, HasRole, Linked)
