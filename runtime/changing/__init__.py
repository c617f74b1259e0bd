"""The page of those who may change the site: what it is now, what its specs would make of it, and how to get there.

It stands in front of the commands `portal check`, `plan`, `apply` and `rollback`, which run as processes of their own:
they outlast the workers that a swap replaces. What is under way is kept in files below `var/changing/`.
"""
