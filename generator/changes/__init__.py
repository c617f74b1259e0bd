"""What changed between the specs of the last apply and those of today, told by `spec.lock.yaml`."""

from generator.changes.lock import Entry, Lock, extend, read_lock
from generator.changes.refusals import find_refusals

__all__ = ["Entry", "Lock", "extend", "find_refusals", "read_lock"]
