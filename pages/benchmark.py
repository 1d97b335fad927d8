"""Perbandingan Instansi: where do we stand among the others, and who is worth a visit?"""

from spbe.ui.benchmark_others import show_models, show_movers
from spbe.ui.benchmark_parts import (
    show_basis,
    show_list,
    show_no_peers,
    show_place,
    show_standings,
)
from spbe.ui.benchmark_state import choose_comparison, choose_group
from spbe.ui.canvas import st
from spbe.ui.empty import show_nothing
from spbe.ui.shell import start_page

page = start_page("benchmark")
if page.view.result is None:
    show_nothing(page)
else:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        comparison = choose_comparison(page)
        code, chosen = choose_group(page, comparison) if comparison else ("all", [])
    if comparison is None:
        show_no_peers(page)
    else:
        group = comparison.find_group(code, chosen)
        show_basis(page, comparison)
        show_place(page, comparison, code, group)
        if group:
            left, right = st.columns(2)
            with left:
                show_movers(page, comparison, code, chosen)
            with right:
                show_models(page, comparison, group)
        show_standings(page, comparison, chosen)
        if group:
            show_list(page, comparison, group)
