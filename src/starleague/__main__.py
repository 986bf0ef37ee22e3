"""`python -m starleague` is `starleague`."""

from starleague.cli import main

main()
