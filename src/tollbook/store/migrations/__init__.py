"""How the tables came to be what they are. Applied when a case is opened."""
