"""A portal's own words for states and moves."""
