"""portalgen: private cohort portals, rendered from Markdown into sealed static pages."""

__version__ = "0.1.0"
