"""Openings of real games, followed in the engine: when could each building begin there, and when here?

``recorded``: one player's opening in our own form. ``reading``: that from a .SC2Replay. ``ground``: a map with the
resources of the game. ``following``: the player's commands, given in our engine: ``outcomes`` tells which of them were
in vain, ``sites`` which built what, ``words`` what they are called here, ``roll`` which unit is which, ``hands`` gives
them, ``buying`` sees to their order. ``measuring``: what came of it.
"""
