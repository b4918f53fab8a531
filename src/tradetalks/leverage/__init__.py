"""Who can hurt whom: dependence, chokepoints, stock-outs, licences as they work."""
