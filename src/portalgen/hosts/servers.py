"""Lines for the configuration of a server: nginx, Caddy, Apache."""

from collections.abc import Iterator

from portalgen.hosts.at import At
from portalgen.hosts.rules import ASSETS, ENTRANCE, FRESH, HEADERS, LASTING, MISSING, NOTHING, TYPES

FOLDER = "/srv/www/portal"
"""Stands for the folder with the site's files; whoever takes the lines puts their own in its place."""
COMPRESSED = "text/css text/javascript application/javascript application/json"


def nginx(at: At) -> str:
    """Return two servers: one that leads from http to https, and one with the site."""
    bare = at.path.rstrip("/")
    redirect = f"\n    location = {bare} {{ return 301 {at.path}; }}\n" if bare else ""
    return f"""\
# Everything over https.
server {{
    listen 80;
    listen [::]:80;
    server_name {at.host};
    server_tokens off;
    return 301 https://$host$request_uri;
}}

server {{
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name {at.host};
    ssl_certificate /etc/ssl/{at.host}.pem;      # change: your certificate
    ssl_certificate_key /etc/ssl/{at.host}.key;  # change: its key
    server_tokens off;
    access_log off;  # who reads when is nobody's business
    gzip on;
    gzip_types {COMPRESSED};
{redirect}
    location ^~ {at.path} {{
        alias {FOLDER}/;  # change: the folder that holds {ENTRANCE}
        index {ENTRANCE};
        autoindex off;
        error_page 403 404 =404 {at.path}{MISSING};
{_nginx_headers(FRESH)}
        location ~ /\\. {{ return 404; }}
    }}

    location ^~ {at.path}{ASSETS} {{
        alias {FOLDER}/{ASSETS};  # change: the same folder
        autoindex off;
        error_page 403 404 =404 {at.path}{MISSING};
{_nginx_headers(LASTING)}    }}
}}
"""


def _nginx_headers(cache: str) -> str:
    """Return the headers of one location: nginx takes none from outside where a location has one of its own."""
    pairs = [*((header.name, header.value) for header in HEADERS), ("Cache-Control", cache)]
    return "".join(f'        add_header {name} "{value}" always;\n' for name, value in pairs)


def caddy(at: At) -> str:
    """Return a site block; Caddy fetches the certificate and leads from http to https by itself."""
    bare = at.path.rstrip("/")
    redirect = f"    redir {bare} {at.path} 301\n" if bare else ""
    headers = "".join(f'        {header.name} "{header.value}"\n' for header in HEADERS)
    return f"""\
(portal) {{
    root * {FOLDER}  # change: the folder that holds {ENTRANCE}
    header {{
{headers}        -Server
    }}
}}

{at.host} {{
    encode gzip
{redirect}    handle_path {at.path}* {{
        import portal
        @lasting path /{ASSETS}*
        @fresh not path /{ASSETS}*
        @sealed path *.bin
        header @lasting Cache-Control "{LASTING}"
        header @fresh Cache-Control "{FRESH}"
        header @sealed Content-Type {TYPES["bin"][0]}
        file_server {{
            hide .*
        }}
    }}
    handle_errors {{
        import portal
        header Cache-Control "{FRESH}"
        rewrite * /{MISSING}
        file_server {{
            status {{err.status_code}}
        }}
    }}
}}
"""


def apache(_at: At) -> str:
    """Return an `.htaccess`. It stands in the site's folder, so it does not depend on where that is.

    Only directives of the class FileInfo are in it, which a host that lets sites send headers allows.
    """
    return "".join(_apache())


def _apache() -> Iterator[str]:
    yield "<IfModule mod_headers.c>\n"
    for header in HEADERS:
        yield f'  Header always set {header.name} "{header.value}"\n'
    yield f'  Header always set Cache-Control "{FRESH}"\n'
    yield '  <FilesMatch "^[0-9a-f]{16}\\.(css|js|json|png|woff2)$">\n'
    yield f'    Header always set Cache-Control "{LASTING}" "expr=%{{REQUEST_STATUS}} -lt 400"\n'
    yield "  </FilesMatch>\n</IfModule>\n"
    yield "<IfModule mod_mime.c>\n"
    for end, types in TYPES.items():
        yield f"  AddType {types[0]} .{end}\n"
    yield "</IfModule>\n<IfModule mod_alias.c>\n"
    yield '  RedirectMatch 404 "/(?:o|assets)/$"\n'
    yield "</IfModule>\n"
    yield "<IfModule mod_rewrite.c>\n"
    yield "  RewriteEngine On\n"
    yield "  RewriteCond %{HTTPS} !=on\n"
    yield "  RewriteCond %{HTTP:X-Forwarded-Proto} !=https\n"
    yield "  RewriteCond %{SERVER_NAME} !^(localhost|127\\.)\n"
    yield "  RewriteRule ^ https://%{SERVER_NAME}%{REQUEST_URI} [R=301,L]\n"
    yield "</IfModule>\n"
    yield f'ErrorDocument 403 "{NOTHING}"\nErrorDocument 404 "{NOTHING}"\n'
