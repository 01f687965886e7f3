"""The app's manifest, wherever it lies: at the root of a checkout, beside this module in an installed wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def load_manifest() -> dict[str, Any]:
    """Read `manifest.yml`.

    Raises: FileNotFoundError for an installation without it.
    """
    import yaml

    here = Path(__file__)
    places = (here.with_name("manifest.yml"), here.parents[1] / "manifest.yml")
    path = next((place for place in places if place.is_file()), places[-1])
    manifest: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return manifest
