"""Answers: figures with proofs, tables and curves of them, and sources side by side."""
