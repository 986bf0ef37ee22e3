"""starleague: the open AlphaStar."""

__version__ = "0.1.0"
