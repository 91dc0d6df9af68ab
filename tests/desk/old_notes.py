"""Folders of notes as other tools leave them, written for these tests after the tools' own documentation."""

from io import BytesIO
from zipfile import ZipFile

from PIL import Image


def png(colour="navy"):
    stream = BytesIO()
    Image.new("RGB", (12, 8), colour).save(stream, "PNG")
    return stream.getvalue()


HUGO = {
    "content/meetings/2026-03-19-the-deputy/index.md": """\
+++
title = "The deputy: a session"
date = 2026-03-19T14:00:00-04:00
attendees = ["Mara Okonjo-Vance", "Ines"]
absent = ["Tomasz Wierzba-Lowe"]
location = "Pell & Tarn, second floor"
tags = ["succession"]
weight = 3
+++
## Agenda

1. Open and confidentiality (10 min)
2. Updates (50 min)
3. Break (15 min)
4. When do you replace someone everyone loves? (60 min)
5. Close (10 min)

## What was explored

Mara Okonjo-Vance told of **Ines Harrowgate**'s year. See [the charter]({{< ref "about/charter.md" >}}) and
![the room](room.png), also [slides](../../slides/deck%20one.pdf).
{{< youtube abc123 >}}
Write to mara@larkfield.example or to @mara, not @somebody.
""",
    "content/meetings/2026-03-19-the-deputy/room.png": png(),
    "content/about/charter.md": """\
---
title: "Charter: ours"
date: 2025-01-01
layout: single
---
# Rules

Text with <div style="color:red">raw HTML</div>, [home](/about/), [nowhere](gone.md) and [here](#rules) and [not](#gone).
See http://plain.example and <http://auto.example> and [old](http://old.example/x).

![From elsewhere](https://pictures.example/a.png)

```text
[[not a link]] {{< ref "x" >}} @nobody
```

::: odd block
""",
    "content/about/_index.md": "---\ntitle: About\n---\n",
    "content/about/unfinished.md": "---\ntitle: Unfinished\ndraft: true\n---\nNot yet.\n",
    "content/slides/deck one.pdf": b"",  # filled below
    "config.toml": 'baseURL = "https://x.example"\n',
    "static/unused.png": png("red"),
}

OBSIDIAN = {
    "Cohort/Meetings/2026-05-14 Half-time call.md": """\
---
date: 2026-05-14
attendees:
  - "[[Mara Okonjo-Vance]]"
  - "[[Ines Harrowgate|Ines]]"
  - Bob from the sponsor
tags: [meeting, tariffs]
---
## Notes

[[Mara Okonjo-Vance]] spoke of [[Tariffs and suppliers|the tariffs]] and of [[Tariffs and suppliers#What we know]]. ^block1
![[letter.png|300]]
%% only for me: Bob is slow %%
> [!question]- To take home
> Who would be relieved?

- [ ] [[Ines Harrowgate]] rings the supplier #promise
See [[A page that never was]] and ![[Tariffs and suppliers]].
""",
    "Topics/Tariffs and suppliers.md": "# Tariffs and suppliers\n\n## What we know\n\nA price, `[[twice]]`. ==Marked==\n",
    "Attachments/letter.png": png("green"),
    "Attachments/letter copy.png": b"no picture at all",
    "Topics/Broken picture.md": "![[letter copy.png]]\n",
    ".obsidian/app.json": "{}",
    "Board.canvas": "{}",
}

HEX = "0123456789abcdef0123456789abcdef"
NOTION = {
    f"Cohort {HEX}.md": f"# Cohort\n\n[Session one](Cohort%20{HEX}/Session%20one%20{HEX[::-1]}.md)\n\n"
    f"[Members](Cohort%20{HEX}/Members%20{HEX}.csv)\n",
    f"Cohort {HEX}/Session one {HEX[::-1]}.md": """\
# Session one

Date: January 22, 2026 1:30 PM
Type: Session
Attendees: Mara Okonjo-Vance, Ines Harrowgate, Tomasz Wierzba-Lowe
Status: Done

**Apologies:** none

## Agenda

- 13:30–13:45 Welcome
- 13:45–14:30 Updates

What stayed with us.

![Untitled](Session%20one/Untitled.png)

<aside>
💡 Pilots die of politeness.
</aside>
""",
    f"Cohort {HEX}/Session one/Untitled.png": png("orange"),
    f"Cohort {HEX}/Members {HEX}.csv": "Name,Role\nMara,CHRO\n",
}

JEKYLL = {
    "_posts/2026-09-17-retreat-at-hollow-pine.md": """\
---
layout: post
title: "Retreat at Hollow Pine"
date: 2026-09-17 12:00:00 -0400
categories: [retreat, notes]
---
Present: Mara, Ines and Tomasz.

We walked. See [January]({% post_url 2026-01-22-starting-again %}), ![pine]({{ site.baseurl }}/assets/pine.png).
""",
    "_posts/2026-01-22-starting-again.md": "---\nlayout: post\ntitle: Starting again\n---\nA thought, no more.\n",
    "_posts/2026-02-01-hidden.md": "---\npublished: false\n---\nHidden.\n",
    "about.md": "---\npermalink: /about/\n---\n# About us\n\n{% include x.html %}Read [the reference][ref].\n\n"
    "[ref]: _posts/2026-01-22-starting-again.md\n",
    "assets/pine.png": png("brown"),
    "_config.yml": "title: x\n",
}


def pdf():
    from pypdf import PdfWriter

    stream = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.write(stream)
    return stream.getvalue()


HUGO["content/slides/deck one.pdf"] = pdf()

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(paragraphs):
    """Return a Word document: (style, text) for each paragraph, an empty style for plain text."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2)
    )
    stream = BytesIO()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with ZipFile(stream, "w") as packed:
        packed.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        )
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relation}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        packed.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relation}/styles" Target="styles.xml"/></Relationships>',
        )
        packed.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        packed.writestr("word/styles.xml", f"<w:styles {_W}>{styles}</w:styles>")
    return stream.getvalue()


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
