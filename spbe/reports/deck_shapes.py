"""Boxes, colours, words and shapes of a slide, written as DrawingML.

python-pptx sets one property of one run at a time, walking its tree each time; a deck with some
two thousand cells written as text is ten times faster, and borders of cells need the XML anyway.
All lengths are points on a slide 960 wide; a pen turns them into those of the template's slide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from spbe.reports.letter_parts import clean_text

WIDTH, HEIGHT = 960, 540
"""Of a slide [points]."""
EMU = 12_700
"""Of a point."""
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TEXT_NAME = "tx1"
"""Of the theme's colour for text."""
Align: TypeAlias = Literal["l", "ctr", "r"]
Anchor: TypeAlias = Literal["t", "ctr", "b"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the slide [points]."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def cut_left(self, width: float, gap: float = 0) -> tuple[Box, Box]:
        """Part it into a left box of this width and the rest beside the gap."""
        rest = self.width - width - gap
        return (
            Box(self.x, self.y, width, self.height),
            Box(self.x + width + gap, self.y, rest, self.height),
        )

    def cut_top(self, height: float, gap: float = 0) -> tuple[Box, Box]:
        """Part it into an upper box of this height and the rest below the gap."""
        rest = self.height - height - gap
        return (
            Box(self.x, self.y, self.width, height),
            Box(self.x, self.y + height + gap, self.width, rest),
        )

    def cut_bottom(self, height: float, gap: float = 0) -> tuple[Box, Box]:
        """Part it into the rest above the gap and a lower box of this height."""
        return self.cut_top(self.height - height - gap, gap)


@dataclass(frozen=True, slots=True)
class Color:
    """A colour of the theme ("accent1", "tx1", "bg1") or a fixed one ("#RRGGBB").

    `strength` [percent] below 100 lets the page shine through the colour of text, whether that is
    dark or light, and makes any other colour of the theme darker.
    """

    name: str
    strength: int = 100

    def fill(self) -> str:
        """Write it as a solid fill."""
        if self.name.startswith("#"):
            return f'<a:solidFill><a:srgbClr val="{self.name[1:]}"/></a:solidFill>'
        mixed = ""
        if self.strength < 100:
            way = "alpha" if self.name == TEXT_NAME else "lumMod"
            mixed = f'<a:{way} val="{self.strength * 1000}"/>'
        return f'<a:solidFill><a:schemeClr val="{self.name}">{mixed}</a:schemeClr></a:solidFill>'


TEXT, PAGE, NOW = Color(TEXT_NAME), Color("bg1"), Color("accent1")
QUIET = Color(TEXT_NAME, 70)
PANEL = Color("bg1", 95)
LINE = Color(TEXT_NAME, 20)


@dataclass(frozen=True, slots=True)
class Pen:
    """How the slides of one deck are written."""

    language: str
    """As Office names it: "id-ID"."""
    scale: float
    """Of the template's slide to one 960 points wide."""

    def emu(self, points: float) -> int:
        """Give a length in the unit of Office."""
        return round(points * self.scale * EMU)

    def size(self, points: float) -> int:
        """Give the size of letters in hundredths of a point."""
        return round(points * self.scale * 100)


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph in one look."""

    text: str
    size: float
    color: Color = TEXT
    is_bold: bool = False
    align: Align = "l"
    gap: float = 0
    """Room above [points]."""


def write_paragraph(words: Words, pen: Pen) -> str:
    """Write a paragraph (`a:p`)."""
    gap = f'<a:spcBef><a:spcPts val="{pen.size(words.gap)}"/></a:spcBef>'
    return (
        f'<a:p><a:pPr algn="{words.align}" marL="0" indent="0">'
        f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc>{gap}<a:buNone/></a:pPr>'
        f"<a:r>{write_look(words, pen)}"
        f"<a:t>{escape(clean_text(words.text))}</a:t></a:r></a:p>"
    )


def write_plain(text: str, pen: Pen, size: float | None = None) -> str:
    """Write a paragraph that looks as its place says, but for its size (`a:p`)."""
    sized = f' sz="{pen.size(size)}"' if size is not None else ""
    return (
        f'<a:p><a:r><a:rPr lang="{pen.language}"{sized}/><a:t>{escape(clean_text(text))}</a:t>'
        "</a:r></a:p>"
    )


def write_look(words: Words, pen: Pen) -> str:
    """Write size, weight and colour of a run (`a:rPr`)."""
    bold = ' b="1"' if words.is_bold else ' b="0"'
    return (
        f'<a:rPr lang="{pen.language}" sz="{pen.size(words.size)}"{bold} dirty="0">'
        f"{words.color.fill()}</a:rPr>"
    )


def write_shape(
    number: int,
    name: str,
    box: Box,
    paragraphs: Sequence[Words],
    pen: Pen,
    *,
    fill: Color | None = None,
    anchor: Anchor = "t",
    inset: float = 0,
) -> str:
    """Write a rectangle with words (`p:sp`); `inset` is the room around them."""
    room = pen.emu(inset)
    body = "".join(write_paragraph(words, pen) for words in paragraphs) or "<a:p/>"
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/>'
        f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{write_frame(box, pen, "a")}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{fill.fill() if fill else '<a:noFill/>'}<a:ln><a:noFill/></a:ln></p:spPr>"
        f'<p:txBody><a:bodyPr wrap="square" lIns="{room}" tIns="{room}" rIns="{room}" '
        f'bIns="{room}" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{body}'
        "</p:txBody></p:sp>"
    )


def write_frame(box: Box, pen: Pen, prefix: str) -> str:
    """Write place and size (`a:xfrm` or `p:xfrm`)."""
    x, y, width, height = (pen.emu(value) for value in (box.x, box.y, box.width, box.height))
    return (
        f'<{prefix}:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
        f"</{prefix}:xfrm>"
    )


def write_chart_frame(number: int, name: str, alt: str, box: Box, part: str, pen: Pen) -> str:
    """Write the frame that shows a chart, by the id of its part (`p:graphicFrame`)."""
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    said = quoteattr(clean_text(alt))
    return (
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{number}" name={quoteattr(name)} descr={said}/><p:cNvGraphicFramePr>'
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'{write_frame(box, pen, "p")}<a:graphic><a:graphicData uri="{chart}">'
        f'<c:chart xmlns:c="{chart}" r:id="{part}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
