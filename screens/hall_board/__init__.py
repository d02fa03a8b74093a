"""The hall board: what is called now, the last calls, who waits, and what time it is."""
