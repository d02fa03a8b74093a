"""The pages that citizens open: made of pure view models, templates and a few routes."""
