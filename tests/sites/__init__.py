"""Whole sites, made from a folder of specs by the real commands and served by a real server."""
