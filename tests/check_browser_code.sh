#!/bin/sh
# Check JavaScript and CSS: `lint` and `format` with biome (package.json), `test` with Node's own
# test runner. Without Node, or without npm for biome, it says so and the rest goes on.
set -eu
cd "$(dirname "$0")/.."

if ! command -v node >/dev/null; then
    echo "Skipped: JavaScript and CSS, since node is missing (sudo apt-get install nodejs npm)"
    exit 0
fi
for task in "$@"; do
    if [ "$task" = test ]; then
        node --test --test-reporter=spec tests/static/*.test.mjs
    elif ! command -v npm >/dev/null; then
        echo "Skipped: style of JavaScript and CSS, since npm is missing (sudo apt-get install npm)"
    else
        # npm writes this file last, so it is newer than the lock file when all of that is installed.
        [ node_modules/.package-lock.json -nt package-lock.json ] ||
            npm ci --loglevel=error --no-audit --no-fund
        npm run --silent "$task"
    fi
done
