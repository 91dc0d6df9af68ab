#!/bin/sh
# Install what tests drive, from Debian: Chromium, its small headless twin, Firefox ESR, WebKitGTK and a screen for it, three web
# servers, rsync, and a Java runtime for the HTML checker. Quick when they are there.
set -eu
missing=""
for pair in chromium:chromium chromium-headless-shell:chromium-headless-shell firefox-esr:firefox-esr \
  WebKitWebDriver:webkit2gtk-driver Xvfb:xvfb nginx:nginx-light rsync:rsync apache2:apache2-bin caddy:caddy \
  pdftoppm:poppler-utils java:default-jre-headless; do
  command -v "${pair%%:*}" >/dev/null 2>&1 || [ -x "/usr/sbin/${pair%%:*}" ] || missing="$missing ${pair##*:}"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" -eq 0 ]; then as_root=""; elif command -v sudo >/dev/null 2>&1; then as_root="sudo"; else
  echo "The browser tests need root once, to run: apt-get install --no-install-recommends$missing" >&2
  exit 1
fi
$as_root apt-get update -qq
# shellcheck disable=SC2086 -- a list of words on purpose
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
