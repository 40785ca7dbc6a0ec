#!/bin/sh
# Makes .venv from the hashed locks, with any Python 3.12 or newer that really runs here.
set -eu
cd "$(dirname "$0")/.."

find_python() {
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.14 python3 python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python; do
        # A shim may exist for a version that does not run: ask it.
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

if ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv
    python=$(find_python)
    if [ -n "$python" ]; then
        echo "Making .venv with $("$python" --version)"
        "$python" -m venv .venv
    elif command -v uv >/dev/null 2>&1; then
        echo "No Python 3.12 or newer here: uv fetches one"
        uv venv --seed --managed-python --python 3.13 .venv
    else
        echo "Python 3.12 or newer is needed, or uv (which can fetch one). Set PYTHON to name it." >&2
        exit 1
    fi
fi
echo "Installing what requirements/dev.txt locks"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
.venv/bin/python -m uv pip sync --quiet --require-hashes requirements/dev.txt requirements/uv.txt
touch .venv/.locked
