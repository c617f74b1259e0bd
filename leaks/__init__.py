"""The leak oracle: two tenants with canaries in everything, and an opinion of its own on who may see what.

It shares no code with `runtime.scope` and `runtime.service`, whose answers it judges.
"""
