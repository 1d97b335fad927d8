"""Check what the parts of an instrument must be to each other."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from spbe.catalogue.instrument_head import HeadReader
from spbe.model.instrument import Instrument


def check_head(instrument: Instrument, head: HeadReader, folder_name: str) -> None:
    """Note in `head` what is wrong within it, also where the tree could not be read.

    A value that is known to be wrong by itself is not compared with others.
    """
    if not head.has_failed("id") and instrument.id != folder_name:
        head.fail("id", f"{instrument.id!r} is not the name of its folder")
    if not head.has_failed("years"):
        _check_years(instrument, head)
    _check_levels(instrument, head)
    if not head.has_failed("ratings"):
        _check_ratings(instrument, head)
    if not head.has_failed("rating_rules"):
        _check_rating_rules(instrument, head)


def check_head_with_tree(instrument: Instrument, head: HeadReader) -> None:
    """Note in `head` what does not fit the tree, which is sound by itself."""
    capabilities = {leaf.capability for leaf in instrument.leaves}
    for capability in instrument.level_names:
        if capability not in capabilities:
            head.fail(f"levels.names.{capability}", "no indicator has this capability")
    for code in instrument.chosen_sectors:
        if code not in instrument.leaf_codes:
            head.fail("chosen_sectors", f"no indicator {code}")


def _check_years(instrument: Instrument, head: HeadReader) -> None:
    if instrument.last_year is not None and instrument.last_year < instrument.first_year:
        head.fail("years", "the last year lies before the first")


def _check_levels(instrument: Instrument, head: HeadReader) -> None:
    ends = ("levels.minimum", "levels.maximum")
    if not head.has_failed("levels.decimals") and not 0 <= instrument.level_decimals <= 2:
        head.fail("levels.decimals", "expected 0, 1 or 2")
    if head.has_failed(*ends):
        return
    if instrument.level_minimum < 0:
        head.fail("levels.minimum", "is below 0")
    if instrument.level_minimum >= instrument.level_maximum:
        head.fail("levels.maximum", "not above the minimum")
        return
    levels = set(range(instrument.level_minimum, instrument.level_maximum + 1))
    for capability, names in instrument.level_names.items():
        key = f"levels.names.{capability}"
        if not head.has_failed(key) and set(names) != levels:
            head.fail(key, f"expected a name for each of {sorted(levels)}")


def _check_ratings(instrument: Instrument, head: HeadReader) -> None:
    if not instrument.ratings:
        head.fail("ratings", "there is none")
    counts = Counter(rating.code for rating in instrument.ratings)
    for place, rating in enumerate(instrument.ratings):
        if counts[rating.code] > 1:
            head.fail("ratings", f"{rating.code} stands {counts[rating.code]} times", place)
    for place, (lower, upper) in enumerate(pairwise(instrument.ratings), 1):
        if lower.lower >= upper.lower:
            head.fail("ratings", f"{upper.code} is not above {lower.code}", place)


def _check_rating_rules(instrument: Instrument, head: HeadReader) -> None:
    if not instrument.rating_rules:
        head.fail("rating_rules", "there is none")
        return
    *earlier, last = instrument.rating_rules
    if last.last_year is not None:
        head.fail("rating_rules", "the last rule must have no last_year", len(earlier))
    for place, rule in enumerate(earlier):
        if rule.last_year is None:
            head.fail("rating_rules", "only the last rule may have no last_year", place)
    for place, (before, after) in enumerate(pairwise(earlier), 1):
        years = before.last_year, after.last_year
        if years[0] is not None and years[1] is not None and years[0] >= years[1]:
            head.fail("rating_rules", f"last_year {years[1]} is not after {years[0]}", place)
