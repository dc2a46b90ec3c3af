#!/usr/bin/env bash
# Installs what tests with real components need (where it may), builds everything, runs every test.
set -euo pipefail
cd "$(dirname "$0")"

# A font for the plots of reports; SkiaSharp draws text with the fonts of the system.
needed=()
fc-list 2>/dev/null | grep -q . || needed+=(fontconfig fonts-dejavu-core)
# A server for the tests of records: they start their own from its programs and touch no other.
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || needed+=(postgresql)
# pdftotext: tests read the batch record in PDF as another program does.
command -v pdftotext >/dev/null || needed+=(poppler-utils)
# The browser of the tests of pages; Playwright brings its driver and never downloads one.
command -v chromium >/dev/null || needed+=(chromium)
if [ ${#needed[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${needed[@]}" >/dev/null \
      || echo "Could not be installed: ${needed[*]}; tests that need it are skipped."
  else
    echo "Not installed, and this user may not install it: ${needed[*]}; tests that need it are skipped."
  fi
fi

dotnet build Titer.slnx -c Release --nologo -v quiet

status=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
log=$results/log
# A project in which nothing ends for ten minutes hangs: it is ended, and the test that hung is named.
dotnet test --solution Titer.slnx -c Release --no-build --results-directory "$results" \
  --hangdump --hangdump-timeout 10m --hangdump-type Mini 2>&1 | tee "$log" || status=$?
cat "$results"/*_hang.log 2>/dev/null || true

# One closing line over all projects, in the form that every CI understands.
total() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -1; }
passed=$(total succeeded) failed=$(total failed) skipped=$(total skipped)
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
exit "$status"
