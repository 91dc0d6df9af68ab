"""Whether sites have an origin of their own, and whether their hosts answer."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from portalgen.doctor.sign import Sign
from portalgen.load.portal import Portal

TIMEOUT_S = 10.0
SKEW = timedelta(minutes=5)


def origins(portal: Portal) -> Iterator[Sign]:
    """Yield a sign where two cohorts share an origin: browsers keep what is remembered there in one place."""
    by_origin: dict[str, list[str]] = {}
    for cohort in portal.cohorts:
        if cohort.record.address:
            parts = urlsplit(cohort.record.address)
            by_origin.setdefault(f"{parts.scheme}://{parts.netloc}", []).append(cohort.id)
    for origin, cohorts in by_origin.items():
        if len(cohorts) > 1:
            what = f"{' and '.join(cohorts)} share the origin {origin}"
            yield Sign("look", what, "give each a host name of its own, such as lunch.example and harbor.example")
        else:
            yield Sign("well", f"{cohorts[0]} has the origin {origin} to itself")


def hosts(portal: Portal, now: datetime) -> Iterator[Sign]:
    """Yield whether each cohort's address answers, and whether its clock and ours agree."""
    for cohort in portal.cohorts:
        address = cohort.record.address
        if not address:
            yield Sign("look", f"{cohort.id} has no address", "write `address: https://…` in its cohort.yaml")
            continue
        try:
            with urllib.request.urlopen(address, timeout=TIMEOUT_S) as answer:  # noqa: S310 -- the schema admits https only
                dated = answer.headers.get("Date")
        except urllib.error.HTTPError as refused:
            yield Sign("ill", f"{address} answers with status {refused.code}", "publish the site, or mend the address")
            continue
        except (urllib.error.URLError, TimeoutError, OSError) as fault:
            reason = str(getattr(fault, "reason", fault)).splitlines()[0][:80]
            yield Sign("ill", f"{address} does not answer: {reason}", "check the address, the host and your connection")
            continue
        yield Sign("well", f"{address} answers")
        if dated and abs(parsedate_to_datetime(dated) - now) > SKEW:
            what = f"the clocks of this computer and of {urlsplit(address).netloc} differ by more than five minutes"
            yield Sign("ill", what, "set this computer's clock; dates of a build come from it")
