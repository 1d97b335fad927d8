"""How Ringkasan says a rating, a distance and a change, on its cards and in what is shared."""

from __future__ import annotations

from spbe.analysis.results import ScoredResult
from spbe.text.translator import Translator
from spbe.ui.markup import escape_markdown


def format_rating(text: Translator, scored: ScoredResult) -> str:
    """Write the rating of a final result, or what an interim one equals."""
    scores = scored.scores
    if scores.rating is not None:
        return scores.rating.names[text.language]
    if scores.equivalent is None:
        return ""
    return text("setara {rating}", rating=scores.equivalent.names[text.language])


def format_gap(text: Translator, gap: int) -> str:
    """Say how far an index is from its target; `gap` in hundredths."""
    if gap > 0:
        return text("kurang {gap}", gap=text.score(gap))
    if gap == 0:
        return text("tercapai tepat")
    return text("tercapai, lebih {gap}", gap=text.score(-gap))


def format_change(text: Translator, scored: ScoredResult, before: ScoredResult) -> str:
    """Say how the index moved since an earlier final result; empty where it is not known."""
    root = scored.instrument.root.code
    now, earlier = scored.hundredths(root), before.hundredths(root)
    if now is None or earlier is None:
        return ""
    size = text.score(abs(now - earlier))
    if now > earlier:
        said = f":green[▲ {size}]"
    elif now < earlier:
        said = f":red[▼ {size}]"
    else:
        said = text("tetap")
    return text("{change} dibanding hasil akhir {year}", change=said, year=before.year)


def format_origin(text: Translator, source: str) -> str:
    """Say where a target comes from."""
    return text("sumber: {source}", source=escape_markdown(source))
