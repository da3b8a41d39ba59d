"""Clients gone silent: a small lot each month to win back."""
