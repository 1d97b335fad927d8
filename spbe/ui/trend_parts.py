"""Are we getting better? Years, stages and agencies side by side."""

from __future__ import annotations

from dataclasses import replace

from spbe.analysis.frames import read_rows
from spbe.analysis.results import ScoredResult, sort_results
from spbe.analysis.trend import compute_ladder, compute_trend
from spbe.charts.layout import add_origin, say_illustrative
from spbe.charts.node_trends import plot_node_trends, title_node_trends
from spbe.charts.trend import describe_trend, plot_trend
from spbe.model.assessment import OFFICIAL_STAGES
from spbe.store.records import Agency
from spbe.text.terms import STAGE_NAMES, TIER_NAMES
from spbe.text.translator import message
from spbe.ui.cache import Result
from spbe.ui.canvas import st
from spbe.ui.choices import choose_several
from spbe.ui.figures import show_figure
from spbe.ui.markup import escape_markdown
from spbe.ui.origin import list_origin
from spbe.ui.sectors import find_sector_names
from spbe.ui.shell import Page, show_link
from spbe.ui.state import choose_part
from spbe.ui.summary import find_known
from spbe.ui.tables import show_table

STAGES_PART = message("Antartahap")
PARTS = {
    "years": message("Antartahun"),
    "stages": STAGES_PART,
    "agencies": message("Antarinstansi"),
}
_TIERS = {"domain": TIER_NAMES["domain"], "aspect": TIER_NAMES["aspect"]}
MOST_AGENCIES = 8
POINTS = "trend-points"
"""Whether the table of all figures is open."""


def show_years(page: Page, result: Result) -> None:
    """Draw the index over the years, and below it every domain or aspect."""
    text, scored = page.text, result.scored
    known = find_known(page, scored)
    until = (scored.year, scored.stage)
    sectors = find_sector_names(page)
    points = compute_trend(known, until=until, sectors=sectors)
    ladder = compute_ladder(known, scored.year, until)
    targets = page.snapshot.targets(result.key.agency_id, result.key.year)
    if len({row["year"] for row in read_rows(points)}) == 1:
        st.info(
            text(
                "Baru ada satu tahun, jadi belum ada tren. Unggah hasil tahun lain untuk "
                "membandingkan."
            )
        )
        show_link(page, "upload", text("Unggah Excel"), icon=":material/upload_file:")
    left, right = st.columns(2)
    with left:
        show_figure(
            page,
            plot_trend(points, page.instruments, text, page.theme, targets=targets, ladder=ladder),
            "trend-index",
            text("Tren indeks"),
            describe_trend(points, page.instruments, text, targets=targets, ladder=ladder),
        )
        _show_points(page, known, until)
    with right:
        _show_branches(page, scored, known, until)


def _show_branches(
    page: Page, scored: ScoredResult, known: list[ScoredResult], until: tuple[int, str]
) -> None:
    text, instrument = page.text, scored.instrument
    tiers = {t: n for t, n in _TIERS.items() if any(node.tier == t for node in instrument.nodes)}
    tier = choose_part(text, "tier", tiers)
    same = [result for result in known if result.instrument.id == instrument.id]
    codes = [node.code for node in instrument.nodes if node.tier == tier]
    points = compute_trend(same, codes, until, find_sector_names(page))
    if points.empty:
        st.info(
            text(
                "Domain dan aspek belum dapat ditampilkan: yang tersimpan hanya indeksnya. Unggah "
                "lembar penilaian lengkap bila tersedia."
            )
        )
        return
    show_figure(
        page,
        plot_node_trends(points, instrument, text, page.theme),
        f"trend-{tier}",
        " ".join((text("Tren"), text(_TIERS[tier]))),
        title_node_trends(points, instrument, text),
    )
    if len(same) < len(known):
        st.caption(
            text(
                "Hanya tahun dengan {regulation}: domain dan aspek instrumen lain tidak dapat "
                "dibandingkan.",
                regulation=escape_markdown(instrument.regulation_short),
            )
        )


def _show_points(page: Page, known: list[ScoredResult], until: tuple[int, str]) -> None:
    """List every figure of the trend, for downloading; drawn once it is opened."""
    text = page.text
    opened = st.expander(text("Semua angka tren"), key=POINTS, on_change="rerun")
    if not opened.open:
        return
    rows = []
    for result in sort_results(known, until):
        row: dict[str, object] = {
            text("Tahun"): str(result.year),
            text("Tahap"): text(STAGE_NAMES[result.stage]),
            text("Instrumen"): result.instrument.regulation_short,
        }
        for node in result.instrument.nodes:
            if node.tier in ("index", "domain"):
                name = text("Indeks") if node.parent is None else node.code
                score = result.hundredths(node.code)
                row[name] = None if score is None else score / 100
        rows.append(row)
    columns = {name for row in rows for name in row} - {
        text("Tahun"),
        text("Tahap"),
        text("Instrumen"),
    }
    with opened:
        decimals = dict.fromkeys(sorted(columns), 2)
        show_table(page, rows, "trend-table", text("Tren indeks"), decimals)


def show_agencies(page: Page, result: Result) -> None:
    """Draw several agencies side by side, each year's final result or latest stage."""
    text, scored = page.text, result.scored
    own = page.view.agency
    others = {a.name: a for a in page.snapshot.agencies() if own is not None and a.id != own.id}
    if not others:
        st.info(text("Baru ada satu instansi. Unggah penilaian instansi lain untuk membandingkan."))
        show_link(page, "upload", text("Unggah Excel"), icon=":material/upload_file:")
        return
    chosen = choose_several(
        "agencies",
        text("Dibandingkan dengan"),
        list(others),
        list(others)[:2],
        max_selections=MOST_AGENCIES,
        placeholder=text("Pilih instansi"),
    )
    until = (scored.year, scored.stage)
    results = [_label(page, own, known) for known in find_known(page, scored)]
    agencies = [others[name] for name in chosen]
    for agency in agencies:
        results += [
            _label(page, agency, kept.scored)
            for kept in page.snapshot.results(agency.id)
            if kept.scored.stage in OFFICIAL_STAGES
        ]
    points = compute_trend(results, until=until)
    name = results[0].agency if results else None
    figure = plot_trend(points, page.instruments, text, page.theme, own=name)
    if page.is_illustrative or any(agency.is_illustrative for agency in agencies):
        add_origin(figure, [*list_origin(page, is_own=False), say_illustrative(text)])
    show_figure(
        page,
        figure,
        "trend-agencies",
        text("Tren beberapa instansi"),
        describe_trend(points, page.instruments, text, own=name),
        is_own=False,
    )
    years = sorted({row["year"] for row in read_rows(points)})
    table = []
    for agency_name in dict.fromkeys(row["agency"] for row in read_rows(points)):
        row = {text("Instansi"): agency_name} | dict.fromkeys(map(str, years))
        for point in read_rows(points):
            if point["agency"] == agency_name:
                score = point["score"]
                row[str(point["year"])] = None if score is None else score / 100
        table.append(row)
    show_table(
        page,
        table,
        "agencies-table",
        text("Indeks per instansi"),
        dict.fromkeys(map(str, years), 2),
        is_own=False,  # of several, each named with its mark
    )


def _label(page: Page, agency: Agency | None, result: ScoredResult) -> ScoredResult:
    """Mark the name of an agency whose figures are invented."""
    if agency is None or not agency.is_illustrative:
        return result
    mark = page.text("Ilustratif")
    return replace(result, agency=f"{result.agency} ({mark})")
