"""What a player sees, in compiled code: which units and how they look to him, what he remembers, as bytes."""
