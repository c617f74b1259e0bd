"""Who may enter a portal: accounts, passwords, sessions, one-time links and the limits on guessing.

Which rows and fields a person sees is not decided here but in `runtime.scope`.
"""
