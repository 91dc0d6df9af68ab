"""Typeset the demo's documents: two PDF files (with an author, whom a build removes) and one Word file.

Needs reportlab, which portalgen itself does not: `pip install reportlab`, then `python tools/papers.py`.
"""

import zipfile
from pathlib import Path

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import inch
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

COHORT = Path(__file__).resolve().parent.parent / "content" / "causeway"
PREREADS = COHORT / "sessions" / "2026-12-10-from-peer-to-boss" / "prereads"
GREEN = colors.HexColor("#1d5b4c")
STYLES = getSampleStyleSheet()
TITLE = ParagraphStyle(
    "title", STYLES["Title"], fontName="Times-Bold", fontSize=24, leading=28, alignment=0, spaceAfter=6
)
TEXT = ParagraphStyle("text", STYLES["BodyText"], fontName="Times-Roman", fontSize=11.5, leading=17, spaceAfter=9)
HEAD = ParagraphStyle("head", STYLES["Heading2"], fontName="Times-Bold", fontSize=14, leading=18, textColor=GREEN)
ROWS = [["Pilot", "Spent", "Stopping", "A further year"], ["Reading letters", "140", "22", "190"],
        ["Forecasting cash", "85", "9", "60"], ["Answering calls", "310", "71", "420"]]  # fmt: skip


def write(path: Path, title: str, author: str, story: list[Flowable]) -> None:
    """Write one PDF with an author in its metadata."""
    page = SimpleDocTemplate(str(path), pagesize=LETTER, title=title, author=author, creator="Harbor Office 9", invariant=1,
                             leftMargin=1.1 * inch, rightMargin=1.1 * inch, topMargin=inch, bottomMargin=inch)  # fmt: skip
    page.build(story)


def table(rows: list[list[str]]) -> Table:
    """Return a table with a quiet rule under each row."""
    drawn = Table(rows, colWidths=[2.4 * inch, 1.2 * inch, 1.2 * inch, 1.4 * inch])
    drawn.setStyle(TableStyle([("FONT", (0, 0), (-1, 0), "Times-Bold", 11), ("FONT", (0, 1), (-1, -1), "Times-Roman", 11),
                               ("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey)]))  # fmt: skip
    return drawn


def chart() -> Drawing:
    """Return the bars of stopping against going on."""
    drawing = Drawing(440, 200)
    bars = VerticalBarChart()
    bars.x, bars.y, bars.width, bars.height = 40, 30, 380, 150
    bars.data = [(22, 9, 71), (190, 60, 420)]
    bars.categoryAxis.categoryNames = ["Letters", "Cash", "Calls"]
    bars.valueAxis.valueMin = 0
    bars.bars[0].fillColor, bars.bars[1].fillColor = GREEN, colors.HexColor("#d9b382")
    drawing.add(bars)
    return drawing


def main() -> None:
    """Write every document of the demo."""
    write(PREREADS / "cost-of-stopping.pdf", "What stopping cost", "Declan Moorhouse", [
        Paragraph("What stopping cost", TITLE), Paragraph("Three pilots, honest numbers, thousands of invented dollars", TEXT),
        Spacer(1, 12), table(ROWS), Spacer(1, 18), chart(), Paragraph("Green: stopping. Sand: a further year.", TEXT), PageBreak(),
        Paragraph("What is not in the table", HEAD),
        Paragraph("Two people asked to move, and one left. All three had known the date since the first week. Two of them said that it had helped; the third said that it had helped me.", TEXT),
        Paragraph("The hours of those who took the pilots apart are counted now. In the first version they were not, and they are a third.", TEXT),
        Paragraph("What I would do again", HEAD),
        Paragraph("Write the name of the saddest person beside the date. Have that person announce it. Keep the room booked for an hour longer than the meeting.", TEXT),
    ])  # fmt: skip
    write(PREREADS / "plant-safety-sheet.pdf", "Plant safety sheet", "Saltmarsh Safety Office", [
        Paragraph("Visitors to the plant", TITLE), Paragraph("Saltmarsh Cold Storage, Portland. Please read before the walk.", TEXT),
        Paragraph("Before you go in", HEAD),
        Paragraph("Steel-toed shoes are lent at the gate. Put on the coat even if you feel warm. Leave rings and watches in the locker: metal gets cold first.", TEXT),
        Paragraph("Inside", HEAD),
        Paragraph("The hall is at minus twenty degrees Celsius (minus four Fahrenheit). Stay inside the yellow line. A truck that hoots has not seen you. No visit lasts longer than fifteen minutes.", TEXT),
        Paragraph("If something happens", HEAD),
        Paragraph("Every door opens from inside, always. Beside each is a red handle that stops all machines. Use it if in doubt: nobody has ever been blamed for it.", TEXT),
    ])  # fmt: skip
    word()


def word() -> None:
    """Write the Word file, with an author in its properties."""
    space = "http://schemas.openxmlformats.org"
    lines = ["Checklist for whoever worries", "Photo ID for the gate on Pier Road", "Shoe size sent to Teddy by 3 December",
             "A warm layer in the bag", "Dietary needs by 3 December", "Hotel block ends on 27 November"]  # fmt: skip
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": f'{head}<Types xmlns="{space}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r1" Type="{space}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="{space}/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "word/document.xml": f'{head}<w:document xmlns:w="{space}/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>',
        "docProps/core.xml": f'{head}<cp:coreProperties xmlns:cp="{space}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Teddy Oarsley</dc:creator></cp:coreProperties>',
    }  # fmt: skip
    with zipfile.ZipFile(COHORT / "files" / "venue-checklist.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 9, 0, 0)), text)


if __name__ == "__main__":
    main()
