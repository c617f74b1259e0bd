"""The only source of rows: every read of records is a statement made here, with the rules of the reader in it."""

from runtime.scope.principal import Principal
from runtime.scope.reader import Reader
from runtime.scope.results import (
    NOT_SHOWN,
    BadQuery,
    Changed,
    Column,
    FileRow,
    Happened,
    Linked,
    ListQuery,
    NotShown,
    Page,
    Permits,
    Related,
    Row,
    ScopeError,
    Timeline,
    Value,
)
from runtime.scope.scopes import Scopes
from runtime.scope.sights import Sight, Sights
from runtime.scope.whole import Columns

__all__ = [
    "NOT_SHOWN",
    "BadQuery",
    "Changed",
    "Column",
    "Columns",
    "FileRow",
    "Happened",
    "Linked",
    "ListQuery",
    "NotShown",
    "Page",
    "Permits",
    "Principal",
    "Reader",
    "Related",
    "Row",
    "ScopeError",
    "Scopes",
    "Sight",
    "Sights",
    "Timeline",
    "Value",
]
