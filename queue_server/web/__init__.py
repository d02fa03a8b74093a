"""Pages and HTTP doors of the queue server."""
