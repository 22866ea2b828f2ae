"""Who says what: names and nouns of sources, verbs of saying, and how far each voice reaches."""
