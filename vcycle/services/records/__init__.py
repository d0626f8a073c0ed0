"""Records as people type them, by name and field, and as CSV files."""
