"""The fact sheet for IT departments: what a portal is made of, in one page without a word of any cohort."""

from portalgen.facts.sheet import fact_sheet

__all__ = ["fact_sheet"]
