#!/bin/sh
# The only entry: ./do CMD sets up what is missing, then runs `lideng CMD`. `./do help` lists the commands.
set -eu
cd "$(dirname "$0")"

RUN_PACKAGES="python3-venv xvfb xdotool fonts-noto-cjk fonts-hanazono cups-ipp-utils dbus avahi-daemon poppler-utils"
TEST_PACKAGES="$RUN_PACKAGES libnss3-tools"
BENCH_PACKAGES="$RUN_PACKAGES chromium"

verb="${1:-help}"
case "$verb" in help | -h | --help) exec python3 -m lideng help ;; esac
case "$verb" in
  test) packages=$TEST_PACKAGES ;;
  bench) packages=$BENCH_PACKAGES ;;
  check | items | reader | help) packages=python3-venv ;;
  *) packages=$RUN_PACKAGES ;;
esac

missing=""
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
  install="apt-get install -y --no-install-recommends$missing"
  if [ "$(id -u)" = 0 ]; then as_root=""
  elif sudo -n true 2>/dev/null; then as_root="sudo"
  else
    echo "These Debian packages are missing. Please type this once, then the same command again:" >&2
    echo "  sudo $install" >&2
    exit 3
  fi
  echo "lideng: installing$missing" >&2
  log=$(mktemp)
  { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive $install; } >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    echo "Debian's packages could not be installed; the line was: $install" >&2
    exit 3
  }
  rm -f "$log"
fi

venv=.venv
stamp="$venv/.installed-$(cksum requirements.lock pyproject.toml | cksum | cut -d' ' -f1)"
if [ ! -e "$stamp" ]; then
  echo "lideng: setting up the Python environment (once, about a minute)" >&2
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  uv_version=$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements.lock)
  "$venv/bin/python" -m pip install -q --disable-pip-version-check "uv==$uv_version" 2>/dev/null || true
  if [ -x "$venv/bin/uv" ]; then
    "$venv/bin/uv" pip install -q --compile-bytecode --python "$venv/bin/python" --require-hashes -r requirements.lock
  else
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
  fi
  "$venv/bin/python" -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "lideng.pth").write_text(str(pathlib.Path.cwd()))'
  rm -f "$venv"/.installed-*
  : >"$stamp"
fi

# A few hundred kilobytes of the characters that are used, instead of three fonts of 16 MB: made once, for the window.
fonts="$venv/.fonts-made"
case "$verb" in
  run | test | kiosk | bench | gallery)
    if [ ! -e "$fonts" ]; then
      echo "lideng: making the screen's fonts (once, about 20 seconds)" >&2
      "$venv/bin/python" -m screens.fonts >/dev/null && : >"$fonts"
    fi ;;
esac
exec "$venv/bin/python" -m lideng "$@"
