"""Notices: who is told of what happens, by mail and in the portal, in words that are read through their own scope.

What a text names is asked of the reader of each person who is told; nothing else of the record is known here. So
whatever a text says, nobody is told what they may not see.
"""
