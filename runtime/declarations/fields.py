"""A field as the pages, forms and exports know it. Columns are made from it in `runtime.fields`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from runtime.declarations.kinds import FieldKind
from runtime.declarations.stored import AS_NAMED, StoredChoices

PLURAL_KINDS = frozenset({"links", "lines", "files", "choices"})
TEXT_KINDS = frozenset({"text", "longtext", "richtext", "email", "phone", "url", "address"})
FILE_KINDS = frozenset({"file", "files", "image"})


@dataclass(frozen=True, slots=True)
class Field:
    """`column` is the name of its column (links: `<name>_id`), "" where it has none (files, links, lines).
    `lines` is the record type of lines, and `link` their link to this record.

    `stored` is the name that the database keeps for the field, and `stored_choices` those that it keeps for its
    choices: those that they were born with. Nothing but the database and the system's tables knows them.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    required: bool = False
    unique: bool = False
    private: bool = False
    column: str = ""
    length: int | None = None
    places: int = 0
    pattern: str | None = None
    target: str | None = None
    lines: str = ""
    link: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    accept: tuple[str, ...] = ()
    size: int | None = None
    computed: bool = False
    own: FieldKind | None = None
    stored: str = ""
    stored_choices: StoredChoices = AS_NAMED

    def __post_init__(self) -> None:
        object.__setattr__(self, "stored", self.stored or self.name)

    def named(self, name: str) -> Field:
        """This field under the name that its record type gives it."""
        return replace(self, name=name)
