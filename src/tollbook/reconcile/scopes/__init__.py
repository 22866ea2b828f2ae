"""Scopes: what words for people, places and times mean as leaves on axes."""
