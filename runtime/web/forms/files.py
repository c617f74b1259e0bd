"""Questions that are answered with files. Files that arrived with a form that failed are kept and come along."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from wtforms.utils import unset_value

from runtime.ids import read_id
from runtime.scope import FileRow
from runtime.service.filetypes import is_accepted
from runtime.web.controls import attributes, void
from runtime.web.forms.question import Posted, Question, Wrong
from runtime.words import inside, joined, provide, size_of


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that arrived before; `token` is how the form names it."""

    token: str
    name: str
    size: int


class FilesQuestion(Question):
    """`data`: the files that just arrived, `kept`: those of an earlier attempt, `removed`: ids of stored ones."""

    many = True

    def __init__(self, *args: Any, **of_form: Any) -> None:
        super().__init__(*args, **of_form)
        self.stored: tuple[FileRow, ...] = ()
        self.kept: list[KeptFile] = []
        self.removed: tuple[int, ...] = ()

    def process(self, formdata: Posted | None, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Files that are stored did not arrive, even where the request says nothing of this question."""
        super().process(formdata, data, extra_filters)
        if not self.posted:
            self.data = ()

    @property
    def takes(self) -> dict[str, bool]:
        return {f"{self.name}{part}": True for part in ("", "-kept", "-remove")}

    def print(self, value: Any) -> list[str]:
        self.stored = tuple(value)
        return []

    def is_answered(self, formdata: Posted) -> bool:
        return any(f"{self.name}{part}" in formdata for part in ("", "-kept", "-remove"))

    def collect(self, formdata: Posted) -> list[str]:
        ids = formdata.getlist(f"{self.name}-remove")
        self.removed = tuple(found for each in dict.fromkeys(ids) if (found := read_id(str(each))))
        self.kept = [self._form.kept_files[token] for token in self.kept_tokens(formdata)]
        self.uploads = [each for each in formdata.getlist(self.name) if isinstance(each, FileStorage) and each.filename]
        return []

    def kept_tokens(self, formdata: Posted) -> list[str]:
        named = dict.fromkeys(formdata.getlist(f"{self.name}-kept"))
        return [each for each in named if each in self._form.kept_files]

    def read(self, texts: list[str]) -> tuple[FileStorage, ...]:
        fitting = []
        for upload in self.uploads:
            fault = self._fault(upload)
            if fault:
                self.messages.append(fault)
            else:
                fitting.append(upload)
        if not self.many and len(fitting) > 1:
            raise Wrong(f"Choose only one file for {inside(self.declared.label)}")
        if not self.many and fitting:
            self.kept = []
        return tuple(fitting)

    def check(self) -> None:
        left = [each for each in self.stored if each.id not in self.removed]
        if self.declared.required and not (self.data or self.kept or left or self.messages) and self.posted:
            self.messages.append(provide(self.declared))

    def _fault(self, upload: FileStorage) -> str | None:
        name = PurePath(str(upload.filename)).name
        upload.stream.seek(0, 2)
        size = upload.stream.tell()
        upload.stream.seek(0)
        if not is_accepted(self.declared, name):
            return f"“{name}” must be {self._sorts()}"
        if size == 0:
            return f"“{name}” is empty; choose a file with content"
        if self.declared.size and size > self.declared.size:
            return f"“{name}” must be {size_of(self.declared.size)} or smaller; it has {size_of(size)}"
        return None

    @property
    def suffixes(self) -> tuple[str, ...]:
        return tuple(each.lower() for each in self.declared.accept)

    def _sorts(self) -> str:
        return f"a {joined(self._endings(), 'or')} file"

    def _endings(self) -> list[str]:
        return [each.lstrip(".").upper() for each in self.suffixes]

    @property
    def own_hint(self) -> str:  # type: ignore[override]
        sort = f"{joined(self._endings(), 'or')} files" if self.suffixes else "Files of any sort"
        size = f", {size_of(self.declared.size)} at most" if self.declared.size else ""
        return f"{sort}{size}{' each. You can choose several at once' if self.many else '. Choose one'}."

    def control(self) -> Markup:
        of_input: dict[str, str | bool] = {
            "type": "file",
            "class": "form-control w-30",
            "multiple": self.many,
            "accept": ",".join(self.suffixes),
        }
        return self._earlier() + self._present() + void("input", self.attributes(of_input))

    def _earlier(self) -> Markup:
        return Markup("").join(
            Markup(
                '<p>{} ({}) has arrived and will be sent along.<input type="hidden" name="{}-kept" value="{}"></p>'
            ).format(each.name, size_of(each.size), self.name, each.token)
            for each in self.kept
        )

    def _present(self) -> Markup:
        return Markup("").join(
            Markup(
                '<div class="form-check"><input{}><label class="form-check-label" for="{}-remove-{}">{}</label></div>'
            ).format(
                attributes(
                    {
                        "class": "form-check-input",
                        "type": "checkbox",
                        "id": f"{self.name}-remove-{each.id}",
                        "name": f"{self.name}-remove",
                        "value": str(each.id),
                        "checked": each.id in self.removed,
                    }
                ),
                self.name,
                each.id,
                f"Remove {each.name} ({size_of(each.size)})",
            )
            for each in self.stored
        )


class FileQuestion(FilesQuestion):
    many = False
