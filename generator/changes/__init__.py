"""What changed between the specs of the last apply and those of today, told by `spec.lock.yaml`."""

from generator.changes.diff import Changes, diff
from generator.changes.lock import Entry, Lock
from generator.changes.lockfile import parse_lock, read_lock
from generator.changes.operations import Operation
from generator.changes.stored import name_stored

__all__ = ["Changes", "Entry", "Lock", "Operation", "diff", "name_stored", "parse_lock", "read_lock"]
