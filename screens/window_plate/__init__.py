"""The plate above a window: whose window it is, and which number it serves now; on a panel, an LED sign, or both."""
