"""Whether a generation is fit to be served: its pages are made once, as somebody of each role, on the real database,
which takes no change meanwhile. `python -m runtime.smoke FOLDER` in a process of its own; it proves no rule of access.
"""
