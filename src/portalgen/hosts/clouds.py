"""Settings that clouds read as JSON: Vercel, Azure Static Web Apps, CloudFront."""

import json
from collections.abc import Mapping

from portalgen.hosts.at import At
from portalgen.hosts.rules import ASSETS, FRESH, HEADERS, LASTING, MISSING, TYPES

CACHE = "Cache-Control"


def vercel(at: At) -> str:
    """Return `vercel.json`. Its patterns do not overlap, so that it does not matter which of two would count."""
    rules = [
        (f"{at.path}(.*)", [_pair(header.name, header.value) for header in HEADERS]),
        (f"{at.path}{ASSETS}(.*)", [_pair(CACHE, LASTING)]),
        (f"{at.path}((?!{ASSETS}).*)", [_pair(CACHE, FRESH)]),
    ]
    return _written({"headers": [{"source": source, "headers": pairs} for source, pairs in rules]})


def azure(at: At) -> str:
    """Return `staticwebapp.config.json`. A header of a route stands in the place of the one for all."""
    return _written({
        "globalHeaders": {**{header.name: header.value for header in HEADERS}, CACHE: FRESH},
        "routes": [{"route": f"{at.path}{ASSETS}*", "headers": {CACHE: LASTING}}],
        "responseOverrides": {"404": {"rewrite": f"{at.path}{MISSING}"}},
        "mimeTypes": {f".{end}": TYPES[end][0] for end in ("bin", "woff2")},
    })  # fmt: skip


def cloudfront(at: At) -> str:
    """Return a response headers policy, as `aws cloudfront create-response-headers-policy` takes it.

    How long a file may be kept stands with the file in S3: CloudFront itself goes by that, and not by a policy.
    """
    value = {header.name: header.value for header in HEADERS}
    own: dict[str, dict[str, object]] = {
        "ContentSecurityPolicy": {"ContentSecurityPolicy": value.pop("Content-Security-Policy")},
        "StrictTransportSecurity": {
            "AccessControlMaxAgeSec": int(value.pop("Strict-Transport-Security").partition("=")[2]),
            "IncludeSubdomains": False,
        },
        "ReferrerPolicy": {"ReferrerPolicy": value.pop("Referrer-Policy")},
        "ContentTypeOptions": {},
    }
    value.pop("X-Content-Type-Options")
    others = [{"Header": name, "Value": text, "Override": True} for name, text in value.items()]
    return _written({
        "Name": f"portal-{at.host.replace('.', '-')}",
        "Comment": "Headers of a portal",
        "SecurityHeadersConfig": {name: {**settings, "Override": True} for name, settings in own.items()},
        "CustomHeadersConfig": {"Quantity": len(others), "Items": others},
    })  # fmt: skip


def _pair(name: str, value: str) -> dict[str, str]:
    return {"key": name, "value": value}


def _written(value: Mapping[str, object]) -> str:
    return json.dumps(value, indent=2) + "\n"
