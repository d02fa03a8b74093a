"""Pictures and notices of a folder, one after the other, in a part of a screen."""
