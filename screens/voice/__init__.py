"""The hall's voice: says each call once, one after the other, from clips that are joined when they are needed."""
