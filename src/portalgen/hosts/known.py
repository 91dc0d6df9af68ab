"""The hosts that portalgen knows, and which of their files lie in every site."""

from collections.abc import Callable
from dataclasses import dataclass

from portalgen.hosts.at import At
from portalgen.hosts.clouds import azure, cloudfront, vercel
from portalgen.hosts.lines import headers_file
from portalgen.hosts.notes import github, gitlab
from portalgen.hosts.servers import apache, caddy, nginx

NO_JEKYLL = ".nojekyll"  # GitHub Pages serves the files as they are where this one is there; it is empty


@dataclass(frozen=True, slots=True)
class Host:
    """One host. `file`: what it reads, empty where it reads nothing. `where`: where that belongs, for a convener.

    `in_site`: the file lies in every site, as it has to be where the site is all of its host name. `sends`: the site
    has a say in the headers.
    """

    name: str
    title: str
    file: str
    where: str
    write: Callable[[At], str]
    in_site: bool = False
    sends: bool = True


_IN_SITE = "in every site; for a site in a folder, put this at the root of what you upload"
_APACHE = "in every site; the server must allow it: AllowOverride FileInfo"
_POLICY = "for `aws cloudfront create-response-headers-policy`, and then for the distribution"
HOSTS = (
    Host("nginx", "nginx", "portal.conf", "in /etc/nginx/conf.d, with your folder and certificate", nginx),
    Host("caddy", "Caddy", "Caddyfile", "in /etc/caddy/Caddyfile, with your folder", caddy),
    Host("apache", "Apache", ".htaccess", _APACHE, apache, in_site=True),
    Host("github-pages", "GitHub Pages", "", "notes on what this host cannot do", github, sends=False),
    Host("gitlab-pages", "GitLab Pages", "", "notes on what this host cannot do", gitlab, sends=False),
    Host("netlify", "Netlify", "_headers", _IN_SITE, headers_file, in_site=True),
    Host("cloudflare-pages", "Cloudflare Pages", "_headers", _IN_SITE, headers_file, in_site=True),
    Host("vercel", "Vercel", "vercel.json", _IN_SITE, vercel, in_site=True),
    Host("azure", "Azure Static Web Apps", "staticwebapp.config.json", _IN_SITE, azure, in_site=True),
    Host("cloudfront", "S3 with CloudFront", "headers-policy.json", _POLICY, cloudfront),
)  # fmt: skip


def files_in_site() -> dict[str, bytes]:
    """Return by name the files that lie in every site for hosts to read: the same ones everywhere."""
    written = {host.file: host.write(At()).encode("ascii") for host in HOSTS if host.in_site}
    return {NO_JEKYLL: b"", **written}


FOR_HOSTS = frozenset({NO_JEKYLL, *(host.file for host in HOSTS if host.in_site)})
"""The names of those files: a host may serve them or not."""
