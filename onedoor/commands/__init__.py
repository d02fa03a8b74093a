"""What each command of ``onedoor`` does. A module here may import its own room; only ``onedoor.cli`` imports them."""
