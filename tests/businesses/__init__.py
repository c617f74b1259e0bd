"""Businesses far from the shipped one, each with specs of its own."""
