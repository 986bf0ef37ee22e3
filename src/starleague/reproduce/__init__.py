"""The paper's ablations at a scale that fits a laptop: `starleague reproduce`."""
