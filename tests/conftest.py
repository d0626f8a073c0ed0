"""Fixed-seed samples for the suite, whatever the machine; the long runs of the same tests are in `benchmarks/`."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "suite", max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("VCYCLE_TEST_PROFILE", "suite"))

# What the person who runs the tests has set must not be seen, by us or by the processes that tests start.
for name in [*os.environ]:
    if name.startswith("VCYCLE_") and name not in ("VCYCLE_TEST_PROFILE", "VCYCLE_SNAPSHOTS"):
        del os.environ[name]
for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PYTHONUNBUFFERED", "PYTHONIOENCODING", "PYTHONUTF8"):
    os.environ.pop(name, None)
