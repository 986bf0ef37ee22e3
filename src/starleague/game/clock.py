"""Time as players count it: ladder games run at "faster"."""

LOOPS_PER_SECOND = 22.4
LOOPS_PER_MINUTE = 1344
