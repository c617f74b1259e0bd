"""Who may do what, said for people: rules in words, the matrix of access, what a change of it means, the charter."""
