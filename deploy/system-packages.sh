#!/bin/sh
# Installs what the programs need from the system: the broker, off-screen graphics, the Chinese font and the voice.
# With the word tests also what the tests need: a browser and a print spooler.
# On Debian and Ubuntu it asks apt for what is missing; elsewhere it says in one line what to install.
set -eu

packages="mosquitto libgl1 libegl1 libegl-mesa0 libgbm1 libgl1-mesa-dri libmtdev1 fonts-noto-cjk espeak-ng alsa-utils"
[ "${1:-}" = tests ] && packages="$packages chromium cups cups-ipp-utils"
python3 -c 'import ensurepip, venv' 2>/dev/null || packages="$packages python3-venv"

if ! command -v dpkg-query >/dev/null; then
    echo "not a Debian system: please install the equivalents of: $packages" >&2
    exit 0
fi

missing=""
for package in $packages; do
    dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "please install as root: apt-get install$missing" >&2; exit 1; }
    as_root="sudo"
fi
echo "installing:$missing"
# The broker is started by Onedoor itself; the package must not start one of its own.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod +x "$policy"
    trap '$as_root rm -f "$policy"' EXIT
fi
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
