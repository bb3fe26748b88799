#!/usr/bin/env bash
# Keeps what plugins of SDK <version> were compiled against: the reference assemblies of SDK and Optics, and the sources of a plugin
# of that time (the templates'). Run it once, when a minor version is released: eng/keep-reference.sh 1.0
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
version=${1:?which version? such as 1.0}
kept=sdk/reference/$version

rm -rf "$kept"
mkdir -p "$kept/plugin"
for project in DiffImaging.Sdk DiffImaging.Optics; do
    dotnet build -c Release "sdk/$project" -p:ContinuousIntegrationBuild=true -v q
    cp "artifacts/obj/$project/release/ref/$project.dll" "$kept/"
done

for template in plugin stage regularizer; do
    cp -r "sdk/DiffImaging.Templates/templates/$template/src/Acme.Imaging/." "$kept/plugin/"
done

rm "$kept/plugin/Acme.Imaging.csproj"
ls -l "$kept"
