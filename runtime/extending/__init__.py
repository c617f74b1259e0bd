"""The words that hand-written code is written in: what extensions/ may import, besides generated/.

Nothing here registers anything: `on`, `replaces` and `job` mark what they stand above, and `loading` looks for the
marks when a site is composed. Field kinds have words of their own, in `runtime.declarations.kinds`.
"""

from runtime.extending.jobs import Task, job
from runtime.extending.listening import on
from runtime.extending.pages import EVERYBODY, Here, Page, expose
from runtime.extending.replacing import replaces
from runtime.scope import NOT_SHOWN, BadQuery, Linked, ListQuery, Principal, Row
from runtime.service.events import Committed, Created, Deleted, Edited, Saved, Values
from runtime.service.outcomes import Conflict, Forbidden, Missing, Refused
from runtime.web.views import RecordView

__all__ = [
    "EVERYBODY",
    "NOT_SHOWN",
    "BadQuery",
    "Committed",
    "Conflict",
    "Created",
    "Deleted",
    "Edited",
    "Forbidden",
    "Here",
    "Linked",
    "ListQuery",
    "Missing",
    "Page",
    "Principal",
    "RecordView",
    "Refused",
    "Row",
    "Saved",
    "Task",
    "Values",
    "expose",
    "job",
    "on",
    "replaces",
]
