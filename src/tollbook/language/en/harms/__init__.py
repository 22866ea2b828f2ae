"""What happened to the people counted: the rules that tie a number to a harm."""
