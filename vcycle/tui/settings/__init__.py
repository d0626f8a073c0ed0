"""The settings in the interface: what can be set, the form it is written in, and a page for each plugin."""
