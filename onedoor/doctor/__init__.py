"""What `onedoor doctor` looks at, and what it says."""
