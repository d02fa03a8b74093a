"""``onedoor demo``: a whole hall on this machine with simulated hardware."""
