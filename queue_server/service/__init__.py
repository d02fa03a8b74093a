"""A command comes in, the domain decides, the journal keeps, the world is told."""
