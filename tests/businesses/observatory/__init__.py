"""An observatory that lets astronomers apply for telescope time: its specs, and what they must mean."""
