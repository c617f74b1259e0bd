"""Databases brought from one generation to the next and back: nothing is lost, whatever happens meanwhile."""
