"""Real servers for the tests: PostgreSQL, Chromium, SMTP. Each module finds, installs, starts and stops one."""
