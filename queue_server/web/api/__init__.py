"""The HTTP API: the contract's commands and views for other people's systems."""
