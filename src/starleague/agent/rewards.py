"""Names of what is rewarded, and so of the value functions."""

PSEUDO_REWARDS = ("build_order", "units", "upgrades")  # z counts no effects here, the paper's fourth
BASELINES = ("winloss", *PSEUDO_REWARDS)
