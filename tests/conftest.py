"""How properties are tested: with the same examples everywhere, and as slowly as a busy machine is."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("same")  # a change, not chance, makes a test fail; `--hypothesis-profile search` looks for more
