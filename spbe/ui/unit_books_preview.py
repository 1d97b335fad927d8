"""What the uploaded workbooks would change: problems, differences, and conflicts to decide."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from spbe.jobs.unit_book_additions import BookAddition
from spbe.jobs.unit_book_changes import BookChange, ChangeKind
from spbe.jobs.unit_book_preview import BooksPreview, preview_books
from spbe.model.item import Item, Share
from spbe.store.unit_work import NewAnswer, NewLink
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.text.translator import Message, Translator, message
from spbe.ui.canvas import st
from spbe.ui.checklist_state import Checklist
from spbe.ui.checklist_words import name_indicator, name_short
from spbe.ui.labels import escape_label
from spbe.ui.markup import escape_markdown
from spbe.ui.problem_parts import show_problems
from spbe.ui.shell import Page
from spbe.ui.tables import show_table
from spbe.ui.unit_books_state import BookUpload

_MOST_CONFLICTS = 25
_CLAIM_FIELDS: Mapping[ChangeKind, Message] = {
    "claim": message("Usulan tingkat"),
    "explanation": message("Penjelasan"),
}


def show_preview(page: Page, checklist: Checklist, upload: BookUpload) -> None:
    """Draw what saving would do, ask where two states stand, and draw the buttons that decide."""
    text = page.text
    preview = preview_books(
        page.store,
        checklist.agency,
        checklist.instrument,
        checklist.year,
        upload.books,
        upload.choices,
    )
    show_problems(
        page,
        preview.problems,
        text.plural(
            "{count} hal ditemukan dalam {files} berkas; baris lain tetap dipakai",
            "{count} hal ditemukan dalam {files} berkas; baris lain tetap dipakai",
            len(preview.problems),
            files=len({problem.file for problem in preview.problems}),
        ),
    )
    if upload.refusal is not None:
        st.warning(escape_markdown(text(upload.refusal)), icon=":material/info:")
    _show_sum(page, preview)
    for change in [c for c in preview.conflicts if c.options][:_MOST_CONFLICTS]:
        _ask(page, checklist, upload, change)
    preview = _choose_new(page, checklist, upload, preview)
    _show_changes(page, checklist, preview)
    who = page.who()
    with st.container(horizontal=True):
        st.button(
            text("Simpan isi buku OPD"),
            type="primary",
            icon=":material/save:",
            disabled=who is None or not preview.can_save,
            on_click=upload.save,
            args=(page, preview, who),
        )
        st.button(text("Batalkan"), key="books-forget", on_click=upload.forget)


def _show_sum(page: Page, preview: BooksPreview) -> None:
    text = page.text
    parts = [
        text.plural("{count} buku", "{count} buku", preview.read_count),
        text.plural("{count} perubahan", "{count} perubahan", len(preview.changes)),
        text.plural("{count} tanggapan", "{count} tanggapan", len(preview.answers)),
        text.plural("{count} tautan bukti baru", "{count} tautan bukti baru", len(preview.links)),
    ]
    if preview.new:
        parts.append(text.plural("{count} butir baru", "{count} butir baru", len(preview.new)))
    waiting = sum(change.is_open for change in preview.changes)
    if waiting:
        parts.append(text("{n} menunggu pilihan Anda", n=waiting))
    st.markdown(f"**{' · '.join(parts)}**")
    if not preview.is_change:
        st.caption(text("Tidak ada yang perlu disimpan."))


def _ask(page: Page, checklist: Checklist, upload: BookUpload, change: BookChange) -> None:
    """Ask which state counts; the first offered is the one that is kept now."""
    text, key = page.text, f"book-conflict-{upload.round}-{change.key}"
    chosen = st.selectbox(
        escape_label(_name(page, checklist, change)),
        range(len(change.options)),
        index=None if change.is_open else change.options.index(change.value),
        format_func=lambda place: _offer(page, checklist, change, change.options[place]),
        placeholder=text("Pilih yang dipakai"),
        key=key,
    )
    if chosen is not None and upload.choices.get(change.key) != change.options[chosen]:
        upload.choices[change.key] = change.options[chosen]
        st.rerun()


def _choose_new(
    page: Page, checklist: Checklist, upload: BookUpload, preview: BooksPreview
) -> BooksPreview:
    """Ask which of the items that units suggest are added: all, unless some are taken away."""
    if not preview.new:
        return preview
    names = [_name_item(page, checklist, item) for item in preview.new]
    chosen = st.multiselect(
        page.text("Butir baru dari OPD yang ditambahkan"),
        range(len(names)),
        range(len(names)),
        format_func=lambda place: names[place],
        key=f"books-new-{upload.round}-{len(names)}",
    )
    wanted = [preview.new[place] for place in chosen]
    kept = [
        each for each in preview.additions if not isinstance(each.what, Item) or each.what in wanted
    ]
    return replace(preview, additions=tuple(kept))


def _show_changes(page: Page, checklist: Checklist, preview: BooksPreview) -> None:
    text = page.text
    rows = [
        {
            text("Yang berubah"): _name(page, checklist, change),
            text("Sebelum"): _say(page, checklist, change.now),
            text("Sesudah"): _say_outcome(page, checklist, change),
            text("Berkas"): _name_files(change),
        }
        for change in preview.changes
    ]
    rows += [
        {
            text("Yang berubah"): _name_addition(page, checklist, addition.what),
            text("Sebelum"): "–",
            text("Sesudah"): _say_addition(page, checklist, addition.what),
            text("Berkas"): _name_sources(text, addition),
        }
        for addition in preview.additions
    ]
    if rows:
        title = text("Perubahan dari buku OPD")
        show_table(page, rows, "books-changes", title, {}, height=320)


def _name(page: Page, checklist: Checklist, change: BookChange) -> str:
    if change.item is None:
        field = page.text(_CLAIM_FIELDS[change.key[0]])
        return f"{field}: {name_indicator(checklist.instrument, change.code, page.text)}"
    unit = change.key[2]
    said = _name_item(page, checklist, change.item)
    return f"{unit}: {said}" if unit else said


def _name_item(page: Page, checklist: Checklist, item: Item) -> str:
    return f"{name_short(checklist.instrument, item)} · {checklist.say(item, page.text)[:100]}"


def _name_addition(page: Page, checklist: Checklist, what: NewAnswer | NewLink | Item) -> str:
    text = page.text
    if isinstance(what, Item):
        return text("Butir baru")
    kind = text("Tanggapan") if isinstance(what, NewAnswer) else text("Tautan bukti")
    return f"{kind}: {_name_item(page, checklist, what.item)}"


def _say_addition(page: Page, checklist: Checklist, what: NewAnswer | NewLink | Item) -> str:
    if isinstance(what, Item):
        return f"{', '.join(what.units)}: {_name_item(page, checklist, what)}"
    return what.text if isinstance(what, NewAnswer) else what.link


def _name_sources(text: Translator, addition: BookAddition) -> str:
    """Name the files that say something, and those that speak of the same item otherwise."""
    files = ", ".join(addition.files)
    if not addition.others:
        return files
    others = ", ".join(addition.others)
    return text("{files} (butir ini juga diisi {others})", files=files, others=others)


def _name_files(change: BookChange) -> str:
    return ", ".join(dict.fromkeys(proposal.source for proposal in change.proposals))


def _offer(page: Page, checklist: Checklist, change: BookChange, value: Hashable) -> str:
    said = _say(page, checklist, value)
    if value == change.now:
        return page.text("sekarang: {value}", value=said)
    sources: Sequence[str] = [p.source for p in change.proposals if p.wanted == value]
    return f"{', '.join(sources)}: {said}"


def _say_outcome(page: Page, checklist: Checklist, change: BookChange) -> str:
    """Say what will be kept, once that is decided."""
    if change.is_open:
        return page.text("menunggu pilihan Anda")
    return _say(page, checklist, change.value)


def _say(page: Page, checklist: Checklist, value: Hashable) -> str:
    text = page.text
    if isinstance(value, Share):
        done = text("selesai") if value.is_done else text("belum")
        return " · ".join(part for part in (done, value.link, value.note) if part)
    if isinstance(value, str) and value in ITEM_STATE_NAMES:
        return text(ITEM_STATE_NAMES[value])
    if isinstance(value, int):  # a claim
        return text.level(value, checklist.instrument.level_decimals)
    return "–" if value in (None, "") else str(value)
