"""``make bench``: measures on this machine, each figure beside the bare cost of the same run."""
