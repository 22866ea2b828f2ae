"""What does not add up: cards, and the readings that would solve them."""
