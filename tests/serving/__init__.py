"""Generations that take over from one another while people work: no request fails, and what is unfit never serves."""
