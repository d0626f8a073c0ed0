"""Activity plans: the TOML format, its checks, and making records of a plan."""
