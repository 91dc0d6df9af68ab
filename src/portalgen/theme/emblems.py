"""Neutral shapes for the lock page, each a drawing of 24 by 24 units, used as a mask: its colour is the accent."""

from portalgen.model.theme import Emblem

_STROKE = "fill='none' stroke='%23000' stroke-width='1.3'"
_SHAPES: dict[Emblem, str] = {
    "keyhole": f"<circle cx='12' cy='12' r='11' {_STROKE}/>"
    "<path d='M12 6.4a2.7 2.7 0 0 1 1.3 5.1v5.7h-2.6v-5.7A2.7 2.7 0 0 1 12 6.4z'/>",
    "ring": f"<circle cx='12' cy='12' r='11' {_STROKE}/><circle cx='12' cy='12' r='7.6' {_STROKE}/>",
    "table": "<circle cx='12' cy='12' r='5'/>"
    + "".join(
        f"<circle cx='{x}' cy='{y}' r='1.6'/>"
        for x, y in ((12, 2.4), (18.8, 5.2), (21.6, 12), (18.8, 18.8), (12, 21.6), (5.2, 18.8), (2.4, 12), (5.2, 5.2))
    ),
    "arch": "<path d='M2 21v-8a10 10 0 0 1 20 0v8h-3.4v-8a6.6 6.6 0 0 0-13.2 0v8z'/>",
    "star": "<path d='M12 1l2.3 8.7L23 12l-8.7 2.3L12 23l-2.3-8.7L1 12l8.7-2.3z'/>",
    "lozenge": "<path fill-rule='evenodd' d='M12 1l8.5 11L12 23 3.5 12zm0 4.6L7.1 12l4.9 6.4 4.9-6.4z'/>",
}


def emblem(name: Emblem) -> str:
    """Return the shape as a CSS image, or `none`."""
    if name == "none":
        return "none"
    head = "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>"
    drawn = (head + _SHAPES[name] + "</svg>").replace("<", "%3C").replace(">", "%3E")
    return f'url("data:image/svg+xml,{drawn}")'
