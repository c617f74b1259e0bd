"""What a form is sent beside answers to its questions: nothing of it is left out without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from werkzeug.datastructures import FileStorage

from runtime.web.forms.files import FilesQuestion
from runtime.web.forms.form import RecordForm
from runtime.web.forms.question import LONGEST_ENTERED, Posted

OWN = ("csrf_token", "_refresh", "_add", "_choose", "q")
"""Names of every form itself: its token, its other buttons, and the search of options."""
MOST_NAMED = 3
LONGEST_NAME = 40


def find_in_address(form: RecordForm, sent: Posted, own: Iterable[str]) -> list[str]:
    """As `find_strays`, of an address that begins a form; `own` are its parameters that are no answers."""
    return _strays(form, sent, _takes(form, own))


def find_strays(form: RecordForm, sent: Posted) -> list[str]:
    """In words: names that the form does not have, with what was entered there, and those sent more often, or as
    something else, than it takes. A form may lose a question while somebody fills it in."""
    own = (*OWN, "form_token" if form.record_id is None else "revision")
    takes = _takes(form, own)
    return [] if _is_usual(form, takes, sent) else [*_strays(form, sent, takes), *_entered(takes, sent)]


def _is_usual(form: RecordForm, takes: Mapping[str, bool], sent: Posted) -> bool:
    """Whether there is one text to each of the names that take one, as in nearly all forms."""
    texts = takes.keys() - {each.name for each in form.questions if isinstance(each, FilesQuestion)}
    for name, values in sent.lists():  # a loop, since it is run for each form
        if name not in texts or len(values) != 1 or not isinstance(values[0], str):
            return False
    return True


def _takes(form: RecordForm, own: Iterable[str]) -> dict[str, bool]:
    takes = dict.fromkeys(own, False)
    for question in form.questions:
        takes |= question.takes
    return takes


def _entered(takes: Mapping[str, bool], sent: Posted) -> Iterator[str]:
    """So that it can be copied to where it belongs."""
    unknown = [name for name in sent if name not in takes]
    for name in unknown[:MOST_NAMED]:
        for value in sent.getlist(name):
            if isinstance(value, str) and value.strip():
                yield f"You entered at {named([name])}: {value[:LONGEST_ENTERED]}"


def _strays(form: RecordForm, sent: Posted, takes: Mapping[str, bool]) -> list[str]:
    files = {each.name for each in form.questions if isinstance(each, FilesQuestion)}
    given = {name: [each for each in values if each not in (None, "")] for name, values in sent.lists()}
    return list(_words(takes, given, files))


def _words(takes: Mapping[str, bool], given: Mapping[str, list[object]], files: set[str]) -> Iterator[str]:
    unknown = [name for name in given if name not in takes]
    if unknown:
        yield f"This form has no question {named(unknown)}. Nothing was saved."
    repeated = [name for name, values in given.items() if len(values) > 1 and not takes.get(name, True)]
    if repeated:
        yield f"Answer {named(repeated)} only once. Nothing was saved."
    other = [name for name, values in given.items() if name in takes and _is_other(values, is_file=name in files)]
    if other:
        yield f"The answer to {named(other)} is of another kind than the form asks for. Nothing was saved."


def _is_other(values: Iterable[object], *, is_file: bool) -> bool:
    return any(isinstance(each, FileStorage) != is_file for each in values)


def named(names: list[str]) -> str:
    """The first few names, as they were sent."""
    shown = [f"“{name[:LONGEST_NAME]}”" for name in names[:MOST_NAMED]]
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more:,} more"
    return " or ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
