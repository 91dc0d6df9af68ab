"""What `publish` in portal.yaml must keep to: it names cohorts that are there, and no two in one place."""

from collections.abc import Collection

from portalgen.errors import Problem
from portalgen.model.network import Network
from portalgen.source.document import Document, Problems


def check_publishing(network: Document[Network], cohorts: Collection[str], problems: Problems) -> None:
    """Add a problem for a target whose cohort is not among `cohorts`, and for one that another cohort has too."""
    seen: dict[str, str] = {}
    for cohort, target in network.record.publish.items():
        place = network.place("publish", cohort)
        if cohort not in cohorts:
            problems.add(
                Problem(f"there is no cohort {cohort} to publish", place, hint="cohorts are the folders of content/")
            )
        other = seen.setdefault(target.model_dump_json(), cohort)
        if other != cohort:
            hint = "give each a place of its own; best an origin of its own, since browsers keep origins apart"
            problems.add(Problem(f"{cohort} would be published over {other}", place, hint=hint))
