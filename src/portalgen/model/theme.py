"""How pages look, as typed settings: what stands in `theme.yaml`, and what a portal or cohort sets over it."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from portalgen.model.base import ID_PATTERN, Id, Record, Text

COLOUR_PATTERN = r"^#[0-9A-Fa-f]{6}$"
FACE_PATTERN = r"^-?[A-Za-z0-9][A-Za-z0-9 ._-]*$"
FONT_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*\.woff2$"
WEIGHT_PATTERN = r"^[1-9]00( [1-9]00)?$"

Emblem = Literal["keyhole", "ring", "table", "arch", "star", "lozenge", "none"]
Density = Literal["compact", "comfortable", "roomy"]


def _colour(value: Any) -> str:  # noqa: ANN401 -- as YAML gave it
    if not re.fullmatch(COLOUR_PATTERN, str(value)):
        raise ValueError(
            'write a colour with six digits and in quotes, such as "#7a1f3d"; without quotes # is a comment'
        )
    return str(value).lower()


def _matching(pattern: str, wanted: str) -> BeforeValidator:
    def check(value: Any) -> str:  # noqa: ANN401 -- as YAML gave it
        if not re.fullmatch(pattern, str(value)):
            raise ValueError(f"{str(value)!r} is not {wanted}")
        return str(value)

    return BeforeValidator(check)


Colour = Annotated[str | None, BeforeValidator(_colour), Field(pattern=COLOUR_PATTERN)]
Face = Annotated[str, _matching(FACE_PATTERN, "the name of a font"), Field(pattern=FACE_PATTERN)]
FontFile = Annotated[str, _matching(FONT_PATTERN, "a .woff2 file of static/"), Field(pattern=FONT_PATTERN)]
Weight = Annotated[str, _matching(WEIGHT_PATTERN, 'a weight such as 400, or "300 700"'), Field(pattern=WEIGHT_PATTERN)]


class Palette(Record):
    """The colours of one scheme, light or dark."""

    paper: Colour = None
    """Behind everything."""
    card: Colour = None
    """Behind panels and fields."""
    ink: Colour = None
    """Text."""
    soft: Colour = None
    """Text that steps back: dates, labels."""
    line: Colour = None
    """Rules and borders."""
    accent: Colour = None
    """Links, buttons and marks."""
    accent_ink: Colour = None
    """Text on the accent."""
    wash: Colour = None
    """Behind notes and tags."""
    warm: Colour = None
    """What asks for attention: must-reads, changes."""
    warm_wash: Colour = None
    """Behind what asks for attention."""


class Font(Record):
    """A font file that comes with the theme."""

    family: Face
    """The name that `serif`, `sans` and `headings` call it by."""
    file: FontFile
    """Its file in the theme's static/."""
    weight: Weight = "400"
    """Its weight, or the two ends of a variable one."""
    style: Literal["normal", "italic"] = "normal"
    """Upright or italic."""


class ThemeSettings(Record):
    """What a theme lets a convener change; what is left out is as the theme has it."""

    accent: Colour = None
    """The one strong colour; the dark scheme takes the same hue, as light as it must be to read."""
    light: Palette = Palette()
    """Colours of the light scheme."""
    dark: Palette = Palette()
    """Colours of the dark scheme."""
    size: int | None = Field(default=None, ge=85, le=130)
    """Size of the text, in per cent of the reader's own setting."""
    scale: float | None = Field(default=None, ge=1.0, le=1.6)
    """How much each step of headings is larger than the one below it."""
    serif: tuple[Face, ...] | None = Field(default=None, min_length=1)
    """Fonts for reading, the first that the device has counts."""
    sans: tuple[Face, ...] | None = Field(default=None, min_length=1)
    """Fonts for labels, lists and buttons."""
    headings: tuple[Face, ...] | None = Field(default=None, min_length=1)
    """Fonts for headings."""
    fonts: tuple[Font, ...] | None = None
    """Font files of the theme that the three lists above may name."""
    emblem: Emblem | None = None
    """The shape on the lock page."""
    density: Density | None = None
    """How much air there is."""
    radius: float | None = Field(default=None, ge=0, le=2)
    """Roundness of corners, in rem."""
    measure: float | None = Field(default=None, ge=26, le=60)
    """Width of a column of text, in rem."""


class ThemeRecord(Record):
    """What a theme says of itself."""

    name: Id | None = None
    """The theme's name: that of its folder."""
    description: Text | None = None
    """What it is like, in a sentence or two."""
    extends: Id | None = None
    """The theme that gives every file and setting that this one does not have."""
    settings: ThemeSettings = ThemeSettings()
    """Values of its custom properties."""


class ThemeChoice(ThemeSettings):
    """The theme of a portal or cohort, by name alone or with settings of its own."""

    name: Id | None = None
    """The theme: a folder of themes/, or one that comes with portalgen."""


def _named(value: Any) -> Any:  # noqa: ANN401 -- as YAML gave it
    return {"name": value} if isinstance(value, str) else value


class _OrName:
    """Says in the schema that the name alone will do."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string", "pattern": ID_PATTERN}, handler(core)]}


Choice = Annotated[ThemeChoice, BeforeValidator(_named), _OrName()]
"""A theme's name, or its name and settings."""
