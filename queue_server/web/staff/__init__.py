"""The pages of the people who work here: the way in, the door before the pages, and the pages' site."""
