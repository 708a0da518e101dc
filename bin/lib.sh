# shellcheck shell=bash
# Sourced by the scripts beside it: where things are, and how to get what is missing.
# Everything said here goes to standard error; standard output belongs to the program.

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
run=$root/.run
log=$run/setup.log
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true

say() { printf '%s\n' "$*" >&2; }
fail() { say "bin/${0##*/}: $*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# The comment block at the top of the calling script is its help.
explain() { sed -n '2,/^[^#]/{/^#/!q;s/^# \{0,1\}//p}' "$0"; }

make_run_folder() { { mkdir -p "$run" 2>/dev/null && [ -w "$run" ]; } || fail "cannot write to $run; the build needs a writable copy of the project"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif ! has sudo; then return 1
  elif [ -t 0 ]; then sudo "$@"
  else sudo -n "$@"
  fi
}

# Newest Debian or Ubuntu package whose name matches.
package_like() { has apt-cache && apt-cache search --names-only "$1" | cut -d' ' -f1 | sort -V | tail -n 1; }

apt_lists() { [ -n "$(apt-cache search --names-only '^bash$' 2>/dev/null)" ] || as_root apt-get update -q >>"$log" 2>&1; }

apt_install() {
  has apt-get || return 1
  say "Installing $* …"
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold)
  as_root "${install[@]}" "$@" </dev/null >>"$log" 2>&1 9>&- && return
  as_root apt-get update -q >>"$log" 2>&1 && as_root "${install[@]}" "$@" </dev/null >>"$log" 2>&1 9>&-
}

find_dotnet() {
  local at
  for at in "$(command -v dotnet)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet" "$root/.tools/dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
    if [ -x "$at" ] && "$at" --list-sdks 2>/dev/null | grep '^10\.' >/dev/null; then dotnet=$at; return; fi
  done
  return 1
}

install_dotnet() {
  say "The .NET 10 SDK is missing; installing it, this once …"
  if has apt-get; then
    apt_lists
    [ -n "$(package_like '^dotnet-sdk-10.0$')" ] && apt_install dotnet-sdk-10.0 && find_dotnet && return
    has curl || apt_install curl ca-certificates
  fi
  mkdir -p "$root/.tools"
  local script=$root/.tools/dotnet-install.sh
  curl -fsSL --connect-timeout 15 --max-time 60 https://dot.net/v1/dotnet-install.sh -o "$script" 2>>"$log" &&
    bash "$script" --channel 10.0 --install-dir "$root/.tools/dotnet" --no-path >>"$log" 2>&1 && find_dotnet && return
  fail "no .NET 10 SDK here, and none could be installed; install it (https://dotnet.microsoft.com/download/dotnet/10.0) and start again (details: $log)"
}

has_library() { { ldconfig -p 2>/dev/null; ls /usr/lib /usr/lib64 /usr/lib/*-linux-* /usr/local/lib 2>/dev/null; } | grep "lib$1\.so" >/dev/null; }

# ICU without root: the package is unpacked into the project.
own_icu=$root/.tools/icu/usr/lib/$(uname -m)-linux-gnu
use_own_icu() { [ ! -d "$own_icu" ] || export LD_LIBRARY_PATH="$own_icu${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"; }

unpack_icu() {
  has dpkg-deb && mkdir -p "$root/.tools/icu" || return 1
  (cd "$root/.tools" && apt-get download -q "$1" && dpkg-deb -x "$1"_*.deb icu && rm -f "$1"_*.deb) >>"$log" 2>&1 && use_own_icu
}

# What .NET needs of the system: ICU (sorting and names of four languages), TLS, time zones.
need_native() {
  local icu='' packages=()
  has_library icuuc || [ -d "$own_icu" ] || icu=yes
  if [ -n "$icu" ] || ! has_library ssl || [ ! -e /usr/share/zoneinfo/Asia/Tehran ]; then apt_lists || true; fi
  has_library ssl || packages+=("$(package_like '^libssl[0-9.]+(t64)?$')")
  [ -e /usr/share/zoneinfo/Asia/Tehran ] || packages+=(tzdata)
  if [ -n "$icu" ]; then icu=$(package_like '^libicu[0-9]+(t64)?$'); packages+=("${icu:-libicu}"); fi
  [ ${#packages[@]} = 0 ] || apt_install "${packages[@]}" || [ -z "$icu" ] || unpack_icu "$icu" ||
    fail "ICU (the library libicuuc) is missing and could not be installed; install the package ${icu:-libicu} and start again (details: $log)"
  use_own_icu
}

need_dotnet() {
  make_run_folder
  find_dotnet || install_dotnet
  need_native
  # NuGet and the compiler keep their caches in the home folder.
  if [ ! -w "${HOME:-/nonexistent}" ]; then export HOME=$root/.tools/home; mkdir -p "$HOME"; fi
}

# build WHAT ARGUMENTS: quiet when it works, the errors when it does not.
build() {
  local what=$1 output=$run/build.log; shift
  (cd "$root" && "$dotnet" build "$what" -nologo -nodeReuse:false -verbosity:minimal -consoleLoggerParameters:NoSummary "$@") </dev/null >"$output" 2>&1 9>&- && return
  if grep -q ' error ' "$output"; then grep ' error ' "$output" | sed "s|$root/||g" | sort -u | head -n 30 >&2; else tail -n 30 "$output" >&2; fi
  fail "the build failed (whole output: $output)"
}

# One build at a time, whoever asks.
lock_build() {
  make_run_folder
  exec 9>"$run/lock"
  flock -n 9 || { say "Another build is under way; waiting for it …"; flock 9; }
}
unlock_build() { exec 9>&-; }
