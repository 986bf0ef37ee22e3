"""Texts that clients send."""

from __future__ import annotations


def text_of(sent: str | bytes) -> str:
    """As a text: what a client has sent as one need not be UTF-8, and then protobuf gives its bytes."""
    return sent.decode(errors="replace") if isinstance(sent, bytes) else sent
