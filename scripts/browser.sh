#!/bin/sh
# Makes sure that a browser is here for the journeys: Debian's chromium without a window, else any, else Playwright's own.
set -eu
cd "$(dirname "$0")/.."

has() { command -v "$1" >/dev/null 2>&1; }
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1; }

if has chromium-headless-shell; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && has apt-get; then
    echo "Installing Debian's chromium for the browser journeys"
    apt-get update -qq >/dev/null 2>&1 || true
    if install chromium-headless-shell; then
        exit 0
    fi
fi
if has chromium || has chromium-browser || has google-chrome || install chromium; then
    exit 0
fi
if .venv/bin/python -m playwright install chromium >/dev/null 2>&1; then
    exit 0
fi
echo "The journeys need a browser: install chromium, or let 'playwright install chromium' reach its download." >&2
exit 1
