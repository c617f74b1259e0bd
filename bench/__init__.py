"""Figures of speed and size, each with its goal and their ratio. `make bench` prints them; no test depends on them."""
