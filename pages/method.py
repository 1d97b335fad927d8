"""Cara Hitung: how is it computed, and does it match what was printed?"""

from spbe.ui.method_parts import PARTS, show_instruments, show_official, show_rules
from spbe.ui.shell import start_page
from spbe.ui.state import choose_part

SHOW = {"rules": show_rules, "instruments": show_instruments, "official": show_official}

page = start_page("method")
SHOW[choose_part(page.text, "topic", PARTS)](page)
