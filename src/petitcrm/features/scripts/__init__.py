"""What to say on the phone, to whom."""
