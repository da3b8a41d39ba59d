"""Finding who is on two cards, and making one of them."""
