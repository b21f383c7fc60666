#!/bin/sh
# Builds .venv with what is asked for: `runtime` (to run Faktura) or `dev` (to check it as well).
set -eu
PYTHON="${PYTHON:-python3}"
kind="$1"

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Faktura needs Python 3.11 or newer; $PYTHON is $("$PYTHON" -V). Set PYTHON=…" >&2
    exit 1
}
group=""
[ "$kind" = dev ] && group="--group dev"

if command -v uv >/dev/null 2>&1; then
    [ -x .venv/bin/python ] || uv venv --quiet --python "$PYTHON" .venv
    # shellcheck disable=SC2086 # the group is two words
    VIRTUAL_ENV="$PWD/.venv" uv pip install --quiet --constraint constraints.txt --editable . $group
    exit 0
fi

[ -x .venv/bin/pip ] || "$PYTHON" -m venv .venv || {
    rm -rf .venv
    echo "$PYTHON can't make a virtual environment; on Debian: apt-get install python3-venv. Or install uv." >&2
    exit 1
}
# Dependency groups need pip 25.1 or newer.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --upgrade pip
# shellcheck disable=SC2086
.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . $group
