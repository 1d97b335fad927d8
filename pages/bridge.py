"""Bekal untuk Pemdi: what do our documents bring to the next instrument, and what is new?"""

from spbe.ui.bridge_parts import (
    PARTS,
    choose_levels,
    find_bridge,
    show_by_new,
    show_findings,
    show_no_bridge,
    show_table_of_links,
)
from spbe.ui.canvas import st
from spbe.ui.shell import start_page
from spbe.ui.state import choose_part

page = start_page("bridge")
bridge = find_bridge(page)
if bridge is None:
    show_no_bridge(page)
else:
    show_findings(page, bridge)
    part = choose_part(page.text, "by", PARTS)
    levels = choose_levels(page, bridge)
    if part == "new":
        show_by_new(page, bridge, levels)
        with st.expander(page.text("Tabel untuk diunduh")):
            show_table_of_links(page, bridge, levels, part)
    else:
        show_table_of_links(page, bridge, levels, part)
