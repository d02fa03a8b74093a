"""Applications handed in at a terminal: what a case is, what may happen to it, and where its result waits."""
