"""Whether a journal tells a story that can be true, and whether a snapshot tells the same."""
