"""A portal's own words for states and moves: looked up, and the fields by which the product keeps their promise."""
