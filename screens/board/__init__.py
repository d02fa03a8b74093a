"""What a screen knows of its hall: heard from the retained topics, kept as what was seen. Nothing is drawn here."""
