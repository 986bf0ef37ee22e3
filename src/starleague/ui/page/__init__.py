"""The page: a server on loopback where people play, watch games and follow training in the browser."""
