"""Whether charts are saved as PNG or SVG: one choice for all of them, kept in the address."""

from __future__ import annotations

from typing import get_args

from spbe.charts.layout import PictureFormat
from spbe.text.translator import Translator
from spbe.ui.address import PICTURE, forget_address, read_address, write_address
from spbe.ui.canvas import st

_FORMATS: tuple[PictureFormat, ...] = get_args(PictureFormat)
_USUAL: PictureFormat = "png"


def read_picture_format() -> PictureFormat:
    """Tell as what the camera on a chart saves it; PNG where the address says nothing."""
    said = read_address(PICTURE) or [""]
    return next((kind for kind in _FORMATS if kind == said[0].lower()), _USUAL)


def choose_picture_format(text: Translator) -> None:
    """Draw the choice; the address follows, and stays silent about the usual one."""
    st.session_state[PICTURE] = read_picture_format()
    st.segmented_control(
        text("Simpan grafik sebagai"),
        _FORMATS,
        format_func=str.upper,
        key=PICTURE,
        label_visibility="collapsed",
        required=True,
        help=text("Berkas yang disimpan oleh tombol kamera pada setiap grafik."),
        on_change=_follow,
    )


def _follow() -> None:
    chosen = st.session_state[PICTURE]
    if chosen == _USUAL:
        forget_address(PICTURE)
    else:
        write_address(PICTURE, chosen)
