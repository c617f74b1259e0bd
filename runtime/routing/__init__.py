"""Routing in plain Python: who of the candidates is next, and the reason in words. Who they are is asked elsewhere."""

from runtime.routing.picking import Candidate, Given, next_of
from runtime.routing.words import Picked, reason_of

__all__ = ["Candidate", "Given", "Picked", "next_of", "reason_of"]
