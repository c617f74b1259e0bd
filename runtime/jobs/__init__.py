"""Jobs: what is to be done after a change, as rows that are written in its transaction.

A job is run at least once, by one process at a time: whoever takes it has a lease, which is renewed while it works and
runs out when it is killed. A job's key is there once for each kind, so that what is stored twice is one job. What fails
is tried again, ever more rarely, and in the end put aside with its error, for people to look at. Whether a job is due
is judged by the database's clock. Arguments are JSON.

Nothing here knows what any job does: the kinds are a mapping that whoever runs them brings.
"""

from runtime.jobs.kinds import GiveUpError, Kind, Kinds, TryAgainError
from runtime.jobs.queue import Job, store, store_all
from runtime.jobs.running import run_due

__all__ = ["GiveUpError", "Job", "Kind", "Kinds", "TryAgainError", "run_due", "store", "store_all"]
