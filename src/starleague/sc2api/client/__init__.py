"""The other end of the API: plays a real StarCraft II, or our own server, as any client does."""
