"""Every exchange, and what was promised."""
