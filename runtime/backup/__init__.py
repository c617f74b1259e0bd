"""Backups: everything a site is made of in one archive, taken while it serves, and put back elsewhere.

`taking` makes an archive, `restoring` puts one back, `copies` copies only the database, before an apply changes it.
"""

from runtime.backup.copies import take_backup
from runtime.backup.errors import BackupError

__all__ = ["BackupError", "take_backup"]
