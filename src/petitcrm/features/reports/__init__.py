"""What is said of contacts outside the window: JSON and plain text."""
