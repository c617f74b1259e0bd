"""What explanations and views as somebody else must and must not do."""
