"""The window console: what a clerk needs in one look and one key each."""
