"""The nursery as it should be, in plain Python: who sees what, who may do what, and what is refused. Written by hand.

Knows nothing of the product: no rule of the specs is read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | bool | None
Row = dict[str, Value]
Table = dict[int, Row]

STATES = {"sown": "Sown", "grown": "Grown", "sold": "Sold"}
BATCH = ("firm", "plant", "state", "price", "keeper", "advice", "cost")


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with an account; `person` is the id of their own record."""

    portal: str
    email: str
    person: int
    role: str = ""


@dataclass
class Nursery:
    """All rows by id; links are ids."""

    firms: Table = field(default_factory=dict)
    growers: Table = field(default_factory=dict)
    batches: Table = field(default_factory=dict)

    # People

    def admits(self, user: User) -> bool:
        return user.portal != "grower" or bool(self.growers[user.person]["active"])

    def firm_of(self, user: User) -> Value:
        return self.growers[user.person]["firm"]

    def leads(self, user: User) -> bool:
        return user.portal == "grower" and self.growers[user.person]["rank"] == "lead"

    # Reading

    def sees_firm(self, user: User, firm: Value) -> bool:
        if user.portal == "grower":
            return firm == self.firm_of(user)
        return user.portal == "staff" or (firm is not None and self.firms[int(firm)]["adviser"] == user.person)

    def sees_grower(self, user: User, grower: Value) -> bool:
        row = None if grower is None else self.growers.get(int(grower))
        return row is not None and (user.portal == "staff" or self.sees_firm(user, row["firm"]))

    def sees_batch(self, user: User, batch: int) -> bool:
        row = self.batches.get(batch)
        if row is None:
            return False
        if user.portal == "adviser":
            return self.sees_firm(user, row["firm"]) and row["state"] in ("grown", "sold")
        return self.sees_firm(user, row["firm"])

    def visible(self, user: User) -> set[int]:
        return {batch for batch in self.batches if self.sees_batch(user, batch)}

    def fields(self, user: User, batch: int) -> set[str]:
        """Those that are seen of a batch."""
        if user.portal == "staff":
            return set(BATCH)
        if user.portal == "adviser":
            return {"firm", "plant", "state", "keeper", "advice"}
        grown = self.batches[batch]["state"] in ("grown", "sold")
        return {"plant", "price", "keeper", "state"} | ({"advice"} if grown else set())

    def facts(self, user: User, batch: int) -> dict[str, str]:
        """What stands on the page of a batch: label and text."""
        return {name.capitalize(): self.words(user, batch, name) for name in self.fields(user, batch)}

    def words(self, user: User, batch: int, name: str) -> str:
        value = self.batches[batch][name]
        if value is None:
            return "Not provided"
        if name == "state":
            return STATES[str(value)]
        if name == "firm":
            return str(self.firms[int(value)]["name"]) if self.sees_firm(user, value) else "Not shown"
        if name == "keeper":
            return str(self.growers[int(value)]["name"]) if self.sees_grower(user, value) else "Not shown"
        return str(value)

    def finds(self, user: User, batch: int, word: str) -> bool:
        """A column of the list contains the word: a text or the title of a link, as far as the user sees them."""
        columns = {"plant", "advice"} if user.portal == "grower" else {"firm", "plant", "keeper"}
        shown = [self.words(user, batch, name) for name in columns & self.fields(user, batch)]
        return any(word in text.lower() for text in shown if text not in ("Not shown", "Not provided"))

    # Changing

    def creatable(self, user: User) -> set[str]:
        if user.portal == "grower":
            return {"plant", "price", "keeper"}
        return set(BATCH) if user.role == "keeper" else set()

    def editable(self, user: User, batch: int) -> set[str]:
        state = self.batches[batch]["state"]
        if user.portal == "staff":
            return set(BATCH) if user.role == "keeper" else set()
        if user.portal == "adviser":
            return {"advice", "state", "firm"} if state == "grown" else set()
        mine = {"plant", "keeper"} if state == "sown" else set()
        return mine | ({"price"} if state in ("sown", "grown") else set())

    def deletable(self, user: User, batch: int) -> bool:
        if user.portal == "staff":
            return user.role == "keeper"
        return self.leads(user) and self.batches[batch]["state"] == "sown"

    def refuses(self, user: User, batch: int | None, new: Mapping[str, Value], after: Row) -> bool:
        """Whether a batch may not become `after`, by `new` values; `batch` None: it is a new one."""
        before: Mapping[str, Value] = {} if batch is None else self.batches[batch]
        missing = any(after[name] is None for name in ("firm", "plant", "state") if name in new or batch is None)
        dear = after["state"] == "sown" and (after["price"] or 0) > 100  # type: ignore[operator]
        small = "price" in new and after["price"] is not None and after["price"] < 1  # type: ignore[operator]
        twin = after["state"] != "sold" and any(
            row["state"] != "sold" and (row["firm"], row["plant"]) == (after["firm"], after["plant"])
            for other, row in self.batches.items()
            if other != batch
        )
        wrong = self._wrong_firm(user, before, after) or self._wrong_keeper(user, before, after)
        return missing or dear or small or twin or wrong

    def _wrong_firm(self, user: User, before: Mapping[str, Value], after: Row) -> bool:
        """A batch is given to firms only that the user sees."""
        if after["firm"] in (None, before.get("firm")) or (user.portal == "grower" and not before):
            return False
        return after["firm"] not in self.firms or not self.sees_firm(user, after["firm"])

    def _wrong_keeper(self, user: User, before: Mapping[str, Value], after: Row) -> bool:
        """A keeper is of the batch's firm, and one whom the user sees; judged when it changes."""
        keeper = after["keeper"]
        if keeper is None or keeper == before.get("keeper"):
            return False
        return not self.sees_grower(user, keeper) or self.growers[int(keeper)]["firm"] != after["firm"]

    def made_by(self, user: User, new: Mapping[str, Value]) -> Row:
        """A new batch with these values, what the portal fills in and defaults included."""
        given = {"firm": self.firm_of(user)} if user.portal == "grower" else {}
        return {**dict.fromkeys(BATCH), "state": "sown", **new, **given}
