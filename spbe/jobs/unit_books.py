"""Put together what the workbook of each unit (OPD) holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spbe.analysis.item_words import index_wordings, say_items
from spbe.analysis.requirements import find_next_requirements
from spbe.catalogue.requirements import load_requirements
from spbe.jobs.assignments import find_leads
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.assignment import Assignment
from spbe.model.instrument import Instrument
from spbe.model.item import Item, ItemNote, Share
from spbe.model.unit_book import BookIdentity, BookIndicator, BookItem, UnitBook
from spbe.store.assessments import load_result
from spbe.store.database import Store
from spbe.store.item_notes import find_notes
from spbe.store.item_shares import find_shares
from spbe.store.items import find_items
from spbe.store.records import Agency, ResultKey
from spbe.text.translator import Translator

CLAIM_STAGE = "proposal"


def collect_unit_books(
    store: Store,
    agency: Agency,
    instrument: Instrument,
    year: int,
    levels: Mapping[str, int | None],
    text: Translator,
) -> list[UnitBook]:
    """Collect the workbooks of all units that answer for an indicator or hold an open item.

    Units come in the order of the alphabet. `levels` are those of the assessment that the
    checklist begins at, level units by leaf code; claims are what is kept as `proposal`.
    """
    items = [item for item in find_items(store, agency.id, instrument.id, year) if item.is_open]
    shares = find_shares(store, agency.id, instrument.id, year)
    wordings = index_wordings(load_requirements(instrument))
    notes = _say_notes(find_notes(store, [item.id for item in items if item.id]), text)
    claims = load_claims(store, agency.id, instrument.id, year)
    indicators = _collect_indicators(instrument, levels, claims, text)
    leads = find_leads(store, agency.id, instrument)
    books = []
    for unit in _find_units(items, leads):
        identity = BookIdentity(agency.id, agency.name, unit, instrument.id, year)
        books.append(
            UnitBook(
                identity,
                tuple(indicators[code] for code in indicators if is_of(unit, leads[code])),
                tuple(
                    BookItem(item, _find_share(shares, item, unit), notes.get(item.id or 0, ""))
                    for item in say_items(items, wordings, text.language)
                    if unit in item.units
                ),
            )
        )
    return books


def load_claims(store: Store, agency_id: int, instrument_id: str, year: int) -> Assessment | None:
    """Load what is kept as the claims of the units; None where there is none."""
    kept = load_result(store, ResultKey(agency_id, instrument_id, year, CLAIM_STAGE))
    return kept.content if kept and isinstance(kept.content, Assessment) else None


def is_of(unit: str, assignment: Assignment) -> bool:
    """Tell whether a unit leads or supports."""
    names = {name.casefold() for name in (*assignment.leads, *assignment.supports)}
    return unit.casefold() in names


def _collect_indicators(
    instrument: Instrument,
    levels: Mapping[str, int | None],
    claims: Assessment | None,
    text: Translator,
) -> dict[str, BookIndicator]:
    requirements = load_requirements(instrument)
    said = claims.notes if claims else {}
    return {
        code: BookIndicator(
            code,
            levels.get(code),
            claims.levels.get(code) if claims else None,
            said.get(code, IndicatorNotes()).explanation,
            tuple(
                requirement.texts[text.language]
                for requirement in find_next_requirements(
                    requirements, instrument, code, levels.get(code)
                )
            ),
        )
        for code in instrument.leaf_codes
    }


def _find_units(items: Sequence[Item], leads: Mapping[str, Assignment]) -> list[str]:
    names: dict[str, str] = {}
    for item in items:
        names |= {name.casefold(): name for name in item.units}
    for said in leads.values():
        for name in (*said.leads, *said.supports):
            names.setdefault(name.casefold(), name)
    return [names[key] for key in sorted(names)]


def _find_share(shares: Mapping[int, Sequence[Share]], item: Item, unit: str) -> Share | None:
    if not item.is_for_all_units:
        return None
    return next((share for share in shares.get(item.id or 0, ()) if share.unit == unit), None)


def _say_notes(notes: Sequence[ItemNote], text: Translator) -> dict[int, str]:
    """Write the newest round of notes of each item."""
    rounds: dict[int, int] = {}
    for note in notes:
        rounds[note.item_id] = max(note.round, rounds.get(note.item_id, 0))
    said: dict[int, list[str]] = {}
    for note in notes:
        if note.round == rounds[note.item_id]:
            said.setdefault(note.item_id, []).append(f"{text.date(note.at)}: {note.text}")
    return {item_id: "\n".join(lines) for item_id, lines in said.items()}
