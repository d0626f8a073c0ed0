"""The place Mål: every goal with where it stands, what is missing, and the facts behind its number."""
