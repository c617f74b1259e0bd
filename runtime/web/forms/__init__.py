"""The words that generated forms are written in, imported as `F`: a form class and `ask`, one question per field."""

from runtime.web.forms.asking import ask
from runtime.web.forms.form import RecordForm

__all__ = ["RecordForm", "ask"]
