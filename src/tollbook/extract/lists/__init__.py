"""Wholes and their parts, told or found by adding up."""
