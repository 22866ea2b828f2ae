"""Which numbers of a sentence belong together: joined, parts of one another, compared."""
