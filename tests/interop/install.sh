#!/bin/sh
# Installs the independent calendar readers: tests/interop/install.sh VENV
# Node packages go into tests/interop/node/node_modules, Python packages into the virtual environment VENV.
set -eu

venv=${1:?usage: tests/interop/install.sh VENV}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$(cd "$venv" && pwd)

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nodejs npm
    else
        echo "node (18 or later) and npm are needed: https://nodejs.org" >&2
        exit 1
    fi
fi

cd "$here/node"
npm ci --no-audit --no-fund --loglevel=error
cd "$root"
if [ -x "$venv/bin/pip" ]; then
    "$venv/bin/pip" install --quiet ".[interop]"
else
    uv pip install --quiet --python "$venv/bin/python" ".[interop]"
fi
