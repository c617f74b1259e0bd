"""Classes in the place of generated ones, which do all they can to show what this role may not see."""

from typing import Any

from generated.api.order import ShopOrderSchema
from generated.forms.order import ShopOrderForm
from generated.models.order import Order
from runtime.extending import RecordView, expose, replaces
from runtime.web import forms as F  # noqa: N812
from runtime.web.api import schemas as A  # noqa: N812


@replaces(ShopOrderForm)
class OurOrderForm(ShopOrderForm):
    """Asks for the notes, which people of the shop may not see, and sends them whenever there is a cake."""

    notes = F.ask(Order.notes)

    def check(self) -> bool:
        for question in self.shown:
            if question.name == "what" and question.data == "Nothing":
                question.messages.append("Order something.")
        return super().check()

    def answers(self) -> dict[str, Any]:
        found = super().answers()
        return {**found, "notes": "Mine"} if found.get("what") == "Smuggled" else found


@replaces(ShopOrderSchema)
class OurOrderSchema(ShopOrderSchema):
    notes = A.Text()

    def shown(self, values: dict[str, Any]) -> dict[str, Any]:
        return values


@replaces(RecordView)
class OurRecordView(RecordView):
    @expose("/")
    def home(self) -> Any:
        return f"{super().home()}<!-- ours -->"
