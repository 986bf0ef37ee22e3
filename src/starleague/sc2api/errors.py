"""What goes wrong between a client and the server."""

from __future__ import annotations


class RequestError(Exception):
    """The request cannot be answered; its text goes into ``Response.error`` and the session goes on."""
