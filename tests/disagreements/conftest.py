"""A store with the real catalogue, as the tests of intake use it, and a delivery, as those of digests do."""

from __future__ import annotations

from tests.digest.conftest import clock as clock
from tests.digest.conftest import newsroom as newsroom
from tests.digest.test_delivery import desk as desk
from tests.store.conftest import shelf as shelf
