"""Schedules in Swedish words: reading what people write, and saying a schedule back to them."""
