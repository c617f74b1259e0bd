# Generated from specs/records/acknowledgement.yaml. Do not edit; extend in extensions/acknowledgement.py.
"""The table acknowledgement."""

from runtime import fields as F
from runtime import records


class Acknowledgement(records.Record):
    __tablename__ = "acknowledgement"
    __table_args__ = (records.unique("person_id", "manual_id"), records.index("person_id", "id"))

    person_id = F.link("Person", to="employee", required=True)
    person = F.linked("Employee", person_id, back="acknowledgements")
    manual_id = F.link("Manual", to="manual", required=True, index=True)
    manual = F.linked("Manual", manual_id, back="acknowledgements")
    read_on = F.date("Read on", required=True)
