"""Which lists go through a whole large table to find a few rows: by the database's own plan of their statements."""

from runtime.walks.finding import Walk, find_walks

__all__ = ["Walk", "find_walks"]
