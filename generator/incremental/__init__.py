"""Generating again only what an edit touched: the same bytes and problems as from nothing, at a fraction of the cost.

What a whole generation came to is kept, for each record type with the digest of its file and a list of the others that
it looked at. Where some files of record types changed, these are worked out again, and so is whatever looked at
something of them that came out otherwise. What was kept is used only where everything is in order: at the first problem
that stops a generation, all is read anew, so no such problem is ever told from what was kept.
"""
