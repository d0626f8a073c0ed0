"""Chains: steps before and after one date, from a file to activities that hang on it, and whether there is time."""
