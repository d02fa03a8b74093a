"""What every screen is drawn with: text that fits its box, plain shapes, a frame that fills any window."""
