#!/bin/sh
# Installs the independent calendar readers: tests/interop/install.sh VENV
# Node packages go into tests/interop/node/node_modules, the Python packages of the extra "interop" into VENV.
set -eu

venv=${1:?usage: tests/interop/install.sh VENV}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$(cd "$venv" && pwd)
wanted=$(mktemp)
trap 'rm -f "$wanted"' EXIT

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

# Only what the extra names: vcycle itself stays as it was installed, editable or not.
"$venv/bin/python" - "$root/pyproject.toml" >"$wanted" <<'EOF'
import sys
import tomllib

with open(sys.argv[1], "rb") as file:
    print(*tomllib.load(file)["project"]["optional-dependencies"]["interop"], sep="\n")
EOF
if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    "$venv/bin/python" -m pip install --quiet --requirement "$wanted"
else
    uv pip install --quiet --python "$venv/bin/python" --requirement "$wanted"
fi
