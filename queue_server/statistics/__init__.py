"""What a hall's days were like, told from its journal. ``docs/statistics.md`` says what each figure means."""
