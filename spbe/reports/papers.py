"""The papers that offices print on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

Paper: TypeAlias = Literal["A4", "F4"]
PAPERS: Mapping[Paper, tuple[int, int]] = {"A4": (210, 297), "F4": (215, 330)}
"""Width and height [mm]."""
