"""A broken spec: a sound one with one text in one file replaced."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """The first `old` in `file` becomes `new`; then exactly this one problem is found, in this very file."""

    file: str
    old: str
    new: str
    code: str
    line: int
    column: int
    message: str
    hint: str = ""
    severity: str = "error"
    problem_in: str = ""
    """The file that the problem is in, if it is another one."""
    base: str = "fixtures/language/specs"
    """The sound specs, below `tests`."""

    def __str__(self) -> str:
        return f"{self.code} {self.file} {self.new.strip()[:40]!r}"
