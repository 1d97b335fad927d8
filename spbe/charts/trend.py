"""Are we getting better? Lines over years, with breaks, targets and this year's stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from spbe.analysis.frames import read_rows
from spbe.analysis.overview import NamedTarget
from spbe.charts import trend_parts as parts
from spbe.charts.layout import make_figure, make_notice
from spbe.charts.palette import PALETTES, Theme
from spbe.charts.trend_places import PLOT_HEIGHT, find_places
from spbe.charts.trend_targets import draw_targets
from spbe.charts.trend_words import Row, find_notes, find_target_notes, point_words
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator


def title_trend(
    points: pd.DataFrame,
    instruments: Mapping[str, Instrument],
    text: Translator,
    target: NamedTarget | None = None,
    own: str | None = None,
) -> str:
    """Say what the trend shows: "Naik 0,37 dibanding 2023, kurang 0,22 dari target 3,50"."""
    rows = read_rows(points)
    if not rows:
        return text("Belum ada hasil untuk ditampilkan")
    agencies = list(dict.fromkeys(row["agency"] for row in rows))
    own = own if own in agencies else agencies[0]
    last = [row for row in rows if row["agency"] == own][-1]
    name = instruments[last["instrument_id"]].names["index"][text.language]
    interim = " " + text("(sementara)") if last["is_interim"] else ""
    if last["score"] is None:
        return text(
            "{name} {year} belum lengkap: rentang {lowest}–{highest}",
            name=name,
            year=last["year"],
            lowest=text.score(last["lowest"]),
            highest=text.score(last["highest"]),
        )
    if len(agencies) > 1:
        return _title_agencies(rows, agencies, name, text)
    gap = None if target is None else target.hundredths - last["score"]
    change = last["change"]
    if change is None:
        finding = text(
            "{name} {year}: {score}", name=name, year=last["year"], score=text.score(last["score"])
        )
    else:
        before = [row for row in rows if row["segment"] == last["segment"]][-2]["year"]
        size = text.score(abs(change))
        if change > 0 and interim:
            finding = text("Sementara naik {size} dibanding {year}", size=size, year=before)
        elif change > 0:
            finding = text("Naik {size} dibanding {year}", size=size, year=before)
        elif change < 0 and interim:
            finding = text("Sementara turun {size} dibanding {year}", size=size, year=before)
        elif change < 0:
            finding = text("Turun {size} dibanding {year}", size=size, year=before)
        else:
            finding = text(
                "Tetap {score} seperti {year}", score=text.score(last["score"]), year=before
            )
    if not change:
        finding += interim
    if target is None or gap is None:
        return finding
    if gap > 0:
        return finding + text(
            ", kurang {gap} dari target {target}",
            gap=text.score(gap),
            target=text.score(target.hundredths),
        )
    return finding + text(", target {target} tercapai", target=text.score(target.hundredths))


def _title_agencies(rows: list[Row], agencies: list[str], name: str, text: Translator) -> str:
    """Name the highest in the newest year for which two agencies have an index; equal ones all."""
    known = [row for row in rows if row["score"] is not None]
    years = [row["year"] for row in known]  # an agency has one point a year
    shared = [year for year in years if years.count(year) > 1]
    if not shared:
        return text("{name} {n} instansi", name=name, n=len(agencies))
    year = max(shared)
    latest = [row for row in known if row["year"] == year]
    best = max(row["score"] for row in latest)
    highest = [row for row in latest if row["score"] == best]
    interim = any(row["is_interim"] for row in highest)
    return text(
        "Tertinggi di antara {n} instansi pada {year}: {agency} {score}",
        n=len(latest),
        year=year,
        agency=text.list([row["agency"] for row in highest]),
        score=text.score(best),
    ) + (" " + text("(sementara)") if interim else "")


def describe_trend(
    points: pd.DataFrame,
    instruments: Mapping[str, Instrument],
    text: Translator,
    *,
    targets: Sequence[NamedTarget] = (),
    ladder: pd.DataFrame | None = None,
    own: str | None = None,
) -> str:
    """Say in words what `plot_trend` shows, with every figure and every break."""
    primary = next((target for target in targets if target.is_primary), None)
    said = [title_trend(points, instruments, text, primary, own)]
    rows = read_rows(points)
    is_several = len({row["agency"] for row in rows}) > 1
    for row in rows:
        who = f"{row['agency']} " if is_several else ""
        said.append(who + point_words(row, text))
    if ladder is not None and rows:
        year = rows[-1]["year"]
        said += [point_words({**step, "year": year}, text) for step in read_rows(ladder)]
    said += [f"{target.name}: {text.score(target.hundredths)}" for target in targets]
    return " ".join(["; ".join(said) + ".", *find_notes(rows, instruments, text)])


def plot_trend(
    points: pd.DataFrame,
    instruments: Mapping[str, Instrument],
    text: Translator,
    theme: Theme = "light",
    *,
    targets: Sequence[NamedTarget] = (),
    ladder: pd.DataFrame | None = None,
    own: str | None = None,
    title: str | None = None,
) -> go.Figure:
    """Draw the index over the years.

    Parameters
    ----------
    points : from `compute_trend` (the index, of one or several agencies).
    instruments : by id; scale and rating bounds are those of the points' instruments.
    targets : dashed lines with name and value; the primary one stands in the title.
    ladder : from `compute_ladder` for the last year, drawn as steps at the end; only for one
        agency.
    own : the agency that stands out among several; by default the first.
    title : instead of `title_trend`; "" leaves it out.

    Interim points have a hollow marker; an incomplete one is a bar over its range; the line breaks
    where the instrument changes. Points carry agency, year and stage as customdata. An empty table
    gives a figure with a sentence.
    """
    rows = read_rows(points)
    primary = next((target for target in targets if target.is_primary), None)
    if title is None:
        title = title_trend(points, instruments, text, primary, own)
    if not rows:
        return make_notice(title, text, theme)
    palette = PALETTES[theme]
    agencies = list(dict.fromkeys(row["agency"] for row in rows))
    own = own if own is not None and own in agencies else agencies[0]
    used = {row["instrument_id"]: instruments[row["instrument_id"]] for row in rows}
    low = min(instrument.level_minimum for instrument in used.values())
    high = max(instrument.level_maximum for instrument in used.values())
    steps = read_rows(ladder) if ladder is not None and len(agencies) == 1 else []
    places, ticks = find_places(rows, steps, text)
    end = max(places.values())
    shapes, band_names, breaks = parts.draw_bounds(rows, used, places, text, palette)
    if len(agencies) == 1:
        traces = [band_names]
    else:
        names = parts.draw_agency_names(rows, agencies, own, end, (low, high), text, palette)
        traces = [names]
    if len(steps) > 1:
        ladder_shapes, ladder_traces = parts.draw_ladder(
            steps, places, rows[-1]["year"], palette, text, low, high
        )
        shapes, traces = ladder_shapes + shapes, traces + ladder_traces
    target_shapes, target_traces = draw_targets(targets, rows, places, (low, high), text, palette)
    shapes += target_shapes
    traces += target_traces
    for agency in sorted(agencies, key=lambda agency: agency == own):
        mine = [row for row in rows if row["agency"] == agency]
        color = palette.now if agency == own else palette.before
        traces += parts.draw_lines(
            mine,
            places,
            color,
            palette,
            text,
            is_labelled=agency == own,
            is_named_at_end=len(agencies) > 1,
            lines=[target.hundredths / 100 for target in targets],
        )
        shapes += [parts.draw_range(row, places, color) for row in mine if row["score"] is None]
        if agency == own:
            traces += parts.draw_range_words(mine, places, palette, text)
    notes = [
        text("Indeks, skala {low}–{high}.", low=low, high=high),
        *find_target_notes(targets, text),
        *find_notes(rows, instruments, text),
    ]
    return make_figure(
        traces,
        title=title or None,
        plot_height=PLOT_HEIGHT,
        text=text,
        theme=theme,
        xaxis={
            "range": [-0.35, end + 0.35],
            "tickmode": "array",
            "tickvals": [place for place, _ in ticks],
            "ticktext": [label for _, label in ticks],
            "tickangle": 0,
        },
        yaxis={"range": [low, high], "tickmode": "array", "tickvals": list(range(low, high + 1))},
        caption=notes,
        top=18,
        bottom=38 if len(steps) > 1 else 20,
        left=26,
        right=130 if len(agencies) > 1 else 76,
        shapes=shapes,
        annotations=breaks,
    )
