"""Mails: stored in the transaction of what they tell of, with a job that sends them after its commit: by SMTP, or into
files in `var/mail` where there is no mail server.

A mail may come twice after a crash, always with the same Message-ID. Who may be written to, and what a mail may say, is
the business of whoever stores it.
"""

from runtime.mail.rows import KIND, Mail, adopt_unsent, store
from runtime.mail.sending import mail_kind, send_stored

__all__ = ["KIND", "Mail", "adopt_unsent", "mail_kind", "send_stored", "store"]
