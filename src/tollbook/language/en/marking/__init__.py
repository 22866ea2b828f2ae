"""What a sentence is marked with before any rule reads it: numbers, brackets, asides, verbs of harm."""
