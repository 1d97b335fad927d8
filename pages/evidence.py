"""Bukti Dukung: which claims does our evidence carry, and which hang in the air?"""

from spbe.text.translator import message
from spbe.ui.empty import show_nothing
from spbe.ui.evidence_copy import show_copy
from spbe.ui.evidence_document import show_open_document
from spbe.ui.evidence_edit import show_edit_outcome
from spbe.ui.evidence_hanging import show_hanging
from spbe.ui.evidence_headline import show_headline
from spbe.ui.evidence_indicator import show_indicators
from spbe.ui.evidence_list import show_documents
from spbe.ui.evidence_state import load_evidence
from spbe.ui.shell import start_page
from spbe.ui.source_note import show_source_note
from spbe.ui.state import choose_part

PARTS = {
    "documents": (message("Daftar dokumen"), show_documents),
    "hanging": (message("Klaim menggantung"), show_hanging),
    "indicators": (message("Per indikator"), show_indicators),
    "copy": (message("Salin dari tahun lalu"), show_copy),
}

page = start_page("evidence")
result = page.view.result
if result is None:
    show_nothing(page)
else:
    show_source_note(page, result.scored.instrument)
    show_edit_outcome(page)
    evidence = load_evidence(page, result)
    show_headline(page, evidence)
    part = choose_part(page.text, "part", {code: title for code, (title, _) in PARTS.items()})
    PARTS[part][1](page, evidence)
    if part == "documents":
        show_open_document(page, evidence)
