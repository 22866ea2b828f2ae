"""Dates and stretches of time as English prints them, and what happened then."""
