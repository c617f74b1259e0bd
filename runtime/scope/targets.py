"""What links may point to, as questions to ask: for the selects of forms, for a search, and to judge what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from runtime.scope import options
from runtime.scope.allowed import Along, Asked, Ids, make_allowed
from runtime.scope.asking import Asking
from runtime.scope.few import FewOptions, make_few_options
from runtime.scope.search import pattern, read_words, refuse_unprintable

Found = Mapping[str, frozenset[int]]
"""Ids by field."""


class Targets(Asking):
    """The part of a reader that is about forms."""

    def options(
        self,
        key: str,
        field: str,
        values: Mapping[str, object],
        q: str = "",
        *,
        limit: int = options.MOST_OPTIONS,
        record_id: int | None = None,
    ) -> Mapping[int, str]:
        """The records that a link of a form may point to: their titles by id, in the order of titles; one statement.

        `values` are the form's, by column; of a record that is edited, what the form lacks is as stored.
        """
        refuse_unprintable([q])
        chosen, words = options.choosing(self._policy, key, field, values), read_words(q)
        shape = self._shape(
            ("options", key, field, chosen.form, len(words)),
            lambda *context: options.make_options(chosen, len(words), *context),
        )
        searched = {f"word_{place}": pattern(word) for place, word in enumerate(words)}
        own = {**searched, **options.form_values(chosen, values, record_id), "size": limit}
        return self._titled(chosen.target, shape.read(self._run(shape.shape, own)))

    def few_options(
        self, key: str, fields: Sequence[str], values: Mapping[str, object], *, limit: int, record_id: int | None = None
    ) -> Mapping[str, Mapping[int, str]]:
        """The same for selects, which have all of them or none, by field: all, where there are fewer than `limit`; else
        any so many, without a look at the others. One statement, if their plan may be kept.

        Which links are asked for is up to what is shown, so there may be many statements; the store of them keeps those
        that were used last (`Shapes`).
        """

        def make(*context: Any) -> FewOptions:
            links = [options.choosing(self._policy, key, field, values) for field in fields]
            return make_few_options(links, limit, *context)

        few = self._shape(("few options", key, *fields, frozenset(values), limit), make)
        own = options.form_values(few.first, values, record_id)
        read = [each for shape in few.shapes for each in shape.read(self._run(shape.shape, own))]
        return {chosen.field.name: self._titled(chosen.target, titles) for chosen, titles in read}

    def allowed(self, key: str, values: Mapping[str, object], ids: Ids, *, record_id: int | None = None) -> Found:
        """Those of `ids` that each of these links may point to; one statement for all of them."""
        found, _ = self._allowed(key, values, ids, record_id, None)
        return found

    def allowed_with(self, key: str, values: Mapping[str, object], ids: Ids, along: Along) -> tuple[Found, int]:
        """The same of a new record that links to something, in one statement with what comes along: its number."""
        found, number = self._allowed(key, values, ids, None, along)
        if number is None:
            raise ValueError("Without an id nothing is asked, so nothing comes along.")
        return found, number

    def _allowed(
        self, key: str, values: Mapping[str, object], ids: Ids, record_id: int | None, along: Along | None
    ) -> tuple[Found, int | None]:
        nothing: Found = dict.fromkeys(ids, frozenset())
        padded = {field: options.padded(several) for field, several in ids.items() if several}
        if not padded:
            return nothing, None
        counts = tuple([(field, len(several)) for field, several in padded.items()])
        asked = Asked(key, frozenset(values), counts, along)
        shape = self._shape(("allowed", asked), lambda *context: make_allowed(asked, *context))
        found, number = shape.read(self._run(shape.shape, shape.values(padded, values, record_id, along)))
        return {**nothing, **found}, number
