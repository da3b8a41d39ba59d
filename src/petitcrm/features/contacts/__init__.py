"""Contact cards: companies and people."""
