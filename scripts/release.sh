#!/usr/bin/env bash
# Builds the release archive for the system that it runs on, in target/release-archive: docs/release.md says what is in it.
# With the path of a binary it packs that one and builds nothing.
set -euo pipefail
binary=${1:+$(realpath "$1")}
cd "$(dirname "$0")/.."

version=$(cargo pkgid --locked | sed 's/.*[#@]//')
target=$(rustc --version --verbose | sed -n 's/^host: //p')
if [ -z "$binary" ]; then
    cargo build --locked --release --bin corridor
    binary=${CARGO_TARGET_DIR:-target}/release/corridor
fi
if ! command -v cargo-about >/dev/null; then
    cargo install --locked --quiet --features cli cargo-about
fi

folder=target/release-archive/corridor-$version-$target
rm -rf "$folder" "$folder".tar.gz*
mkdir -p "$folder"/{completions,data,licences,man}
install -m 755 "$binary" "$folder/corridor"
corridor=$folder/corridor

"$corridor" completions bash >"$folder/completions/corridor.bash"
"$corridor" completions zsh >"$folder/completions/_corridor"
"$corridor" completions fish >"$folder/completions/corridor.fish"
"$corridor" completions elvish >"$folder/completions/corridor.elv"
"$corridor" completions powershell >"$folder/completions/corridor.ps1"
"$corridor" man "$folder/man/man1"
cp README.md CHANGELOG.md CONTRIBUTING.md LICENSE-APACHE LICENSE-MIT LICENSE-DEJAVU NOTICE "$folder/"
cp data/LICENSE.md data/README.md "$folder/data/"
cp -R docs "$folder/docs"

# The licences of all that is compiled in: of crates by cargo-about, which is told where the manifests are too, as their notices lie
# beside them; of the standard library as the toolchain has them.
cargo fetch --locked --quiet
about=$(mktemp)
trap 'rm -f "$about"' EXIT
cargo about generate --locked --offline --fail --target "$target" scripts/licences.hbs >"$about"
grep -v '^MANIFEST ' "$about" >"$folder/licences/crates.txt"
sed -n 's/^MANIFEST //p' "$about" | sort | while read -r manifest; do
    crate=$(dirname "$manifest")
    for notice in "$crate"/NOTICE*; do
        if [ -f "$notice" ] && [ "$crate" != "$PWD" ]; then
            printf '== %s\n\n' "$(basename "$crate")"
            cat "$notice"
        fi
    done
done >"$folder/licences/notices.txt"
cp "$(rustc --print sysroot)/share/doc/rust/COPYRIGHT-library.html" "$folder/licences/rust-standard-library.html"

bash scripts/pack.sh "$folder"

# What was packed runs where nothing else is.
empty=$(mktemp -d)
trap 'rm -rf "$about" "$empty"' EXIT
tar --extract --gzip --file "$folder.tar.gz" --directory "$empty" --strip-components=1 "$(basename "$folder")/corridor"
(cd "$empty" && env -i ./corridor route Moscow Mumbai --summary >/dev/null)
(cd target/release-archive && sha256sum --check --quiet ./*.sha256)
echo "$folder.tar.gz"
