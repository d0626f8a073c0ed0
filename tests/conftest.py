"""Fixed-seed samples for the suite; the long runs of the same tests are in `benchmarks/`."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "suite", max_examples=100, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("VCYCLE_TEST_PROFILE", "suite"))
