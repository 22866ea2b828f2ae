"""Who is told of: the noun behind a number, people without a number, and what is said of them."""
