"""Unggah Excel: sheets in, a preview with every problem and the difference, then saved."""

from spbe.ui.confirm_parts import show_confirm
from spbe.ui.import_parts import show_imports
from spbe.ui.problem_parts import show_problems
from spbe.ui.published_parts import show_published
from spbe.ui.question_parts import show_corrections, show_questions
from spbe.ui.shell import start_page
from spbe.ui.template_parts import show_template
from spbe.ui.upload_parts import (
    find_problems,
    read_upload,
    show_files,
    show_outcome,
    show_sources,
    show_written_agencies,
)
from spbe.ui.upload_state import load_upload_state

upload = load_upload_state()
page = start_page("upload", names_view=not upload.sources)
show_outcome(page, upload)
show_sources(page, upload)
if upload.sources:
    preview = read_upload(page, upload)
    show_files(page, upload, preview)
    show_problems(page, find_problems(preview))
    show_questions(page, upload, preview)
    show_corrections(page, upload, preview)
    show_written_agencies(page, upload, preview)
    show_imports(page, preview.plans, upload.choices, upload.choose)
    show_confirm(page, upload, preview)
if upload.published:
    show_published(page, upload)
if not upload.sources and not upload.published:
    show_template(page)
