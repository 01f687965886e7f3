"""A store with the real catalogue, as the tests of intake use it."""

from __future__ import annotations

from tests.store.conftest import shelf as shelf
