"""From raw statistics to the shipped world: run by `tradetalks economy build`."""
