#!/bin/sh
# Install Debian's chromium and its driver for the browser tests, or say what is missing.
set -eu
if ! command -v apt-get >/dev/null; then
    echo "chromium and chromedriver are missing, and there is no apt-get: install them by hand." >&2
    exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null; then
    as_root="sudo"
else
    echo "chromium is missing: run 'apt-get install chromium chromium-driver' as root." >&2
    exit 1
fi
echo "Installing chromium for the browser tests ..."
log=$(mktemp)
if ! { $as_root apt-get update -q && $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends chromium chromium-driver; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "chromium could not be installed; the lines above say why." >&2
    exit 1
fi
