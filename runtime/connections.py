"""A connection of a client, as `runtime.polling` has it: whether something has come, and how it is left."""

from __future__ import annotations

import select
import socket
import time
from contextlib import suppress

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn

SURPLUS = 2**16
"""Bytes that are still read of a connection that is over."""


class Connection(TConn):  # type: ignore[misc] # gunicorn states no types
    """One that is over is left in two steps: to close it while something is unread cuts off the answer that is on its
    way (RFC 9112, 9.6). No thread waits for it meanwhile."""

    over = False
    _surplus = 0

    def leave(self) -> bool:
        """Tells the other side that nothing more comes. Whether that is to be waited for."""
        with suppress(OSError):  # it is gone
            self.sock.shutdown(socket.SHUT_WR)
            self.timeout = time.monotonic() + STOP_KEEPALIVE_LINGER
            self.over = True
        return self.over

    def stays(self) -> bool:
        """Whether the other side of one that is over has not left it either."""
        try:
            while self._surplus < SURPLUS and (read := self.sock.recv(SURPLUS, socket.MSG_DONTWAIT)):
                self._surplus += len(read)
        except BlockingIOError:
            return True
        except OSError:  # it was reset
            return False
        return False

    def has_news(self) -> bool:
        """Whether a request waits, or its end."""
        asked = select.poll()
        asked.register(self.sock, select.POLLIN)
        return bool(asked.poll(0))
