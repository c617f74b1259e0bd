"""New rows: links, values and canaries, or as another row has them."""

from __future__ import annotations

from leaks.canaries import Mint
from leaks.drafting import Draft, is_link
from leaks.facts import Here
from leaks.linking import Linking
from leaks.values import Values

TAKEN_OVER = frozenset({"choice", "choices", "yesno", "date", "datetime"})
"""What a copy of a row has in common with it besides links; all else would be the same canary twice."""


class Making:
    def __init__(self, draft: Draft, mint: Mint) -> None:
        self.draft = draft
        self.values = Values(draft, mint)
        self.linking = Linking(draft)

    def new(self, record: str, tenant: str, like: Here | None = None) -> Here:
        made = self.draft.add(record, tenant)
        self.linking.link(made)
        self.values.fill(made)
        if like is not None:
            for name, field in self.draft.fields[record].items():
                if is_link(field) or field.kind in TAKEN_OVER:
                    self.draft.set(made, name, self.draft.get(like, name))
        return made
