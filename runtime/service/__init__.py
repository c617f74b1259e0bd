"""The only way to change records: one transaction that authorises, guards, changes and keeps the history."""

from runtime.service.line import Line
from runtime.service.outcomes import Conflict, Forbidden, Missing, NotNow, Refused, Saved, Upload
from runtime.service.service import Service

__all__ = ["Conflict", "Forbidden", "Line", "Missing", "NotNow", "Refused", "Saved", "Service", "Upload"]
