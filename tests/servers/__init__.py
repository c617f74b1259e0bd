"""Real servers for the tests, and what loads them: PostgreSQL, Chromium, SMTP, wrk. Each module finds, installs, starts
and stops one.
"""
