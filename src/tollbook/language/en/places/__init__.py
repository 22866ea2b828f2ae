"""Names of places as English prints them."""
