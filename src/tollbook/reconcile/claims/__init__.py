"""What each claim says: who counted, as of when, which people, between which bounds."""
