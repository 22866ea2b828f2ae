"""What a number is given besides its own words: who says it, where and when."""
