"""Notices: whom they go to, when, and what their words name."""
