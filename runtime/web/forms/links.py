"""Questions that are answered by choosing other records. Their options are the reader's, given before printing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from runtime.ids import read_id
from runtime.scope import NOT_SHOWN, Linked
from runtime.service.values import MOST_LINKS
from runtime.web.controls import element, markup_of, options, options_by_id
from runtime.web.forms.choices import SELECT, none_chosen, ticks
from runtime.web.forms.question import Posted, Question, Wrong
from runtime.words import inside, with_article

SELECTABLE = 200
"""More options than these are searched for on a page of their own."""
KEEP = "keep"


class LinkQuestion(Question):
    """A select, or the chosen record and a button to the search. `offered` are the titles of its options by id, `known`
    those of other records that are known already."""

    def __init__(self, *args: Any, **of_form: Any) -> None:
        super().__init__(*args, **of_form)
        self.offered: Mapping[int, str] = {}
        self.known: dict[int, str] = {}
        self.hidden_kept = False

    def print(self, value: Any) -> list[str]:
        if value is NOT_SHOWN:
            self.hidden_kept = True
            return [KEEP]
        if isinstance(value, Linked):
            self.known[value.id] = value.title
            return [str(value.id)]
        return [str(value)]

    def collect(self, formdata: Posted) -> list[str]:
        return super().collect(formdata)[-1:]

    def read(self, texts: list[str]) -> int | None:
        text = texts[-1].strip() if texts else ""
        if text == KEEP and self.hidden_kept:
            self.posted = False  # unchanged
            return None
        return self._id(text) if text else None

    def _id(self, text: str) -> int:
        found = read_id(text)
        if found is None:
            raise Wrong(f"Choose {with_article(self.declared.label)} from the list")
        return found

    @property
    def has_button(self) -> bool:
        return self.searched

    @property
    def searched(self) -> bool:
        return len(self.offered) > SELECTABLE

    @property
    def ids(self) -> list[int]:
        return [found for text in self.texts if (found := read_id(text))]

    def title(self, record_id: int) -> str:
        """The title of a chosen record, where the reader may know it."""
        return self.offered.get(record_id) or self.known.get(record_id, "")

    def control(self) -> Markup:
        return self._search() if self.searched else self._select()

    def _select(self) -> Markup:
        choices = {"": f"Choose {with_article(self.declared.label)}" if self.declared.required else "None"}
        if self.hidden_kept:
            choices[KEEP] = "Leave as it is (not shown)"
        chosen = next(iter(self.ids), None)
        titles = self.offered
        if chosen is not None and chosen not in titles and self.title(chosen):
            titles = {**titles, chosen: self.title(chosen)}
        found = f"{options(choices, self.text)}{options_by_id(titles, chosen)}"
        return element("select", self.attributes(SELECT), found)

    def _search(self) -> Markup:
        chosen = Markup("").join(
            Markup('<p>{}</p><input type="hidden" name="{}" value="{}">').format(self.title(each), self.name, each)
            for each in self.ids[:1]
        )
        words = inside(self.declared.label)
        return chosen + self._button(f"Choose another {words}" if chosen else f"Choose {with_article(words)}")

    def _button(self, label: str) -> Markup:
        shape = {"type": "submit", "class": "btn btn-plain", "name": "_choose", "value": str(self.name)}
        return element("button", self.attributes(shape), markup_of(label))


class LinksQuestion(LinkQuestion):
    """Check boxes; with too many options, those of the chosen records and a button to the search."""

    grouped = True

    @property
    def target(self) -> str:
        return f"{self.name}-1" if not self.searched or self.ids else str(self.name)

    @property
    def takes(self) -> dict[str, bool]:
        return {str(self.name): True}

    def print(self, value: Any) -> list[str]:
        self.known |= {each.id: each.title for each in value if isinstance(each, Linked)}
        return [str(each.id if isinstance(each, Linked) else each) for each in value]

    def collect(self, formdata: Posted) -> list[str]:
        """One more than there may be suffices to refuse them all."""
        given = dict.fromkeys(text for text in formdata.getlist(self.name) if isinstance(text, str) and text)
        return list(given)[: MOST_LINKS + 1]

    def read(self, texts: list[str]) -> Any:
        return tuple(dict.fromkeys(self._id(text) for text in texts))

    def check(self) -> None:
        self.data = self.data or None
        super().check()
        self.data = self.data or ()

    def control(self) -> Markup:
        kept = {str(each): self.title(each) for each in self.ids if self.title(each)}
        offered = {} if self.searched else {str(each): title for each, title in self.offered.items()}
        boxes = ticks("checkbox", self.name, offered | kept, self.texts)
        found = none_chosen(self.name) + (Markup('<div class="tick-list">{}</div>').format(boxes) if boxes else boxes)
        return found + self._button(f"Add to {inside(self.declared.label)}") if self.searched else found
