"""Learning: returns, losses, from recorded games (supervised) and from own ones (reinforcement)."""
