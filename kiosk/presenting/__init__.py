"""What stands on a page, as words: from what is known to what a person reads and may touch. No Kivy."""
