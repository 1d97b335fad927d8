"""The tiny instrument and the official results that the analyses are tested with."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from spbe.text.translator import Translator
from tests.analysis.conftest import bandar_lampung, instruments, make, tiny

__all__ = ["bandar_lampung", "instruments", "make", "tiny"]


@dataclass(frozen=True)
class Aim:
    """A target as the store keeps it."""

    name: str
    hundredths: int
    is_primary: bool = True
    source: str = "Rapat"


@pytest.fixture(scope="session")
def text() -> Translator:
    return Translator("id")


@pytest.fixture(scope="session")
def english() -> Translator:
    return Translator("en")


@pytest.fixture(scope="session")
def aim() -> Aim:
    return Aim("Sasaran tim", 350)


@pytest.fixture(scope="session")
def national() -> Aim:
    return Aim("Target nasional menurut pemberitaan", 300, is_primary=False)
