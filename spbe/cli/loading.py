"""Load what every command needs; what is wrong with it is told like any other problem."""

from __future__ import annotations

from collections.abc import Mapping

from spbe.catalogue.instruments import InstrumentError, load_instruments
from spbe.cli.arguments import Refusal
from spbe.model.instrument import Instrument
from spbe.text.translator import message
from spbe.workbooks.reading import Problem


def load_all_instruments() -> Mapping[str, Instrument]:
    """Load all instruments. Raises Refusal with every failure of a folder of the user's own."""
    try:
        return load_instruments()
    except InstrumentError as error:
        sentences = [
            message("Berkas instrumen tidak dapat dipakai: {failure}", failure=failure)
            for failure in error.failures
        ]
        problems = [Problem("error", "bad-instrument", sentence) for sentence in sentences]
        raise Refusal(*problems) from None
