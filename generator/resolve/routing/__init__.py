"""Routing: the fields that it brings, and its rules with every name in them looked up."""
