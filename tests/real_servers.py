"""nginx, Caddy and Apache of Debian, over https on loopback, with what `portalgen hosts show` writes for them."""

import re
import shutil
import subprocess
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_connection, socket

from portalgen.hosts.at import At
from portalgen.hosts.known import HOSTS
from portalgen.hosts.servers import FOLDER

MODULES = "mpm_event authz_core mime dir alias headers rewrite ssl socache_shmcb"
APACHE = """
{modules}
PidFile {folder}/pid
ErrorLog {folder}/error.log
TypesConfig /dev/null
User www-data
Group www-data
DocumentRoot {root}
<Directory {root}>
  Options Indexes FollowSymLinks
  AllowOverride FileInfo
  Require all granted
</Directory>
Listen 127.0.0.1:{port} https
Listen 127.0.0.1:{plain} http
<VirtualHost 127.0.0.1:{port}>
  ServerName localhost
  SSLEngine on
  SSLCertificateFile {folder}/cert.pem
  SSLCertificateKeyFile {folder}/key.pem
</VirtualHost>
<VirtualHost 127.0.0.1:{plain}>
  ServerName portal.example
  UseCanonicalName On
</VirtualHost>
"""
NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  include /etc/nginx/mime.types; default_type application/octet-stream;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{servers}
}}
"""


@dataclass(frozen=True)
class Live:
    """Where a server is: its site over https, the same without, and the certificate to trust."""

    address: str
    plain: str
    certificate: Path


def free_port():
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    for _ in range(600):  # as slow as a busy machine may be
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(port)


def make_certificate(folder):
    """Write cert.pem and key.pem for localhost into `folder`; whoever trusts cert.pem trusts the server."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=2))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(secret)


def shown(name, path):
    """Return what the host `name` is given for a site at `path` of localhost."""
    return next(host for host in HOSTS if host.name == name).write(At("localhost", path))


def nginx(folder, site, path, port, plain):
    text = re.sub(r" *listen \[::\].*\n", "", shown("nginx", path)).replace(FOLDER, str(site))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};").replace("listen 443", f"listen 127.0.0.1:{port}")
    text = text.replace("/etc/ssl/localhost.pem", f"{folder}/cert.pem").replace(
        "/etc/ssl/localhost.key", f"{folder}/key.pem"
    )
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, servers=text))
    return [program("nginx"), "-c", config, "-p", folder]


def caddy(folder, site, path, port, plain):
    own = f"https://localhost:{port} {{\n    tls {folder}/cert.pem {folder}/key.pem\n"
    text = shown("caddy", path).replace(FOLDER, str(site)).replace("localhost {\n", own)
    options = f"{{\n    admin off\n    storage file_system {folder}\n    http_port {plain}\n    https_port {port}\n    auto_https disable_certs\n}}\n"
    config = folder / "Caddyfile"
    config.write_text(options + text)
    return [program("caddy"), "run", "--config", config, "--adapter", "caddyfile"]


def apache(folder, site, path, port, plain):
    shutil.copytree(site, folder / "root" / path.strip("/"), dirs_exist_ok=True)  # its .htaccess lies in every site
    modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES.split())
    config = folder / "apache.conf"
    config.write_text(APACHE.format(modules=modules, folder=folder, root=folder / "root", port=port, plain=plain))
    return [program("apache2"), "-d", folder, "-f", config, "-DFOREGROUND"]


def program(name):
    return shutil.which(name) or f"/usr/sbin/{name}"


@contextmanager
def live(server, folder, site, path):
    """Run one of the three with `site` at `path` until the block ends; give where it is."""
    port, plain = free_port(), free_port()
    make_certificate(folder)
    for place in [folder, *folder.parents[:3], site, *site.parents[:4]]:
        place.chmod(place.stat().st_mode | 0o055)
    with (folder / "said").open("wb") as said:
        running = subprocess.Popen(server(folder, site, path, port, plain), stdout=said, stderr=said)
    try:
        wait_for(port)
        yield Live(f"https://localhost:{port}{path}", f"http://localhost:{plain}{path}", folder / "cert.pem")
    finally:
        running.terminate()
        running.wait(timeout=10)
