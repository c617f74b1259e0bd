# Generated from specs/choices/opportunity_state.yaml. Do not edit.
"""Choices shared by fields."""

OPPORTUNITY_STATE = {
    "prospecting": "Prospecting",
    "proposal": "Proposal",
    "negotiation": "Negotiation",
    "won": "Won",
    "lost": "Lost",
}
