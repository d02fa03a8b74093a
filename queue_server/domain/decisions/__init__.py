"""What happens when something is asked, by what it is asked of. Each function returns events or raises a refusal."""
