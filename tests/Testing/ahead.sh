#!/usr/bin/env bash
# Compiles the libraries beside test programs ahead of time: a third of the processor time of a test run is else their compilation,
# in every program anew. Each version of a library is compiled once and kept; where the compiler cannot be had, all works without.
#
#   ahead.sh DOTNET CACHE FOLDER...   CACHE keeps what is compiled, FOLDERs hold programs
set -uo pipefail
dotnet=$1 cache=$2; shift 2
version=10.0.12
[ "$(uname -sm)" = 'Linux x86_64' ] || exit 0
mkdir -p "$cache" || exit 0

# By hash: NAME is the compiled library, NAME.as-is says that there is nothing to do.
declare -A name place
while read -r hash file; do
  name[$hash]=${file##*/} place[$hash]+="${file%/*}"$'\n'
done < <(for folder; do find "$folder" -maxdepth 1 -name '*.dll' ! -name 'Tandem.*' -exec sha256sum {} +; done)
known() { [ -f "$cache/$1.dll" ] || [ -f "$cache/$1.as-is" ]; }

missing=()
for hash in "${!name[@]}"; do known "$hash" || missing+=("$hash"); done

if [ ${#missing[@]} -gt 0 ]; then
  compiler=${NUGET_PACKAGES:-$HOME/.nuget/packages}/microsoft.netcore.app.crossgen2.linux-x64/$version/tools/crossgen2
  if [ ! -f "$compiler" ]; then
    cat >"$cache/compiler.proj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally></PropertyGroup>
  <ItemGroup>
    <PackageReference Remove="@(PackageReference)" />
    <PackageDownload Include="microsoft.netcore.app.crossgen2.linux-x64" Version="[$version]" />
  </ItemGroup>
</Project>
XML
    "$dotnet" restore "$cache/compiler.proj" </dev/null >"$cache/restore.log" 2>&1
    [ -f "$compiler" ] || { echo 'The compiler for libraries is not to be had; the tests run without, more slowly.' >&2; exit 0; }
  fi
  chmod +x "$compiler" 2>/dev/null
  runtime=$(dirname "$(readlink -f "$dotnet")")/shared
  frameworks=()
  for framework in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
    frameworks+=(-r "$(find "$runtime/$framework" -maxdepth 1 -name '10.*' | sort -V | tail -n 1)/*.dll")
  done
  echo 'Compiling the libraries for the tests, this once …' >&2
  for hash in "${missing[@]}"; do
    folder=${place[$hash]%%$'\n'*}
    if "$compiler" "$folder/${name[$hash]}" -o "$cache/$hash.new" -r "$folder/*.dll" "${frameworks[@]}" --targetos linux --targetarch x64 -O </dev/null >"$cache/last.log" 2>&1; then
      # What stands beside a program from now on is known, too.
      : >"$cache/$(sha256sum <"$cache/$hash.new" | cut -d' ' -f1).as-is"
      mv "$cache/$hash.new" "$cache/$hash.dll"
    else
      : >"$cache/$hash.as-is"
    fi
  done
fi

for hash in "${!name[@]}"; do
  [ -f "$cache/$hash.dll" ] || continue
  # In one step: another run may have the old file open.
  while read -r folder; do [ -z "$folder" ] || { cp "$cache/$hash.dll" "$folder/ahead.new" && mv -f "$folder/ahead.new" "$folder/${name[$hash]}"; }; done <<<"${place[$hash]}"
done
