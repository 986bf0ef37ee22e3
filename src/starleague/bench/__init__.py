"""`starleague bench …`: figures of this machine, as tables for people and JSON for programs."""
