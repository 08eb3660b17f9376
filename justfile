# What CI runs.
ci:
    bash .ci/run

# Tests alone.
test:
    cargo test

# Write again what is generated from code and data; look at the difference before you commit it.
regenerate:
    cargo run --release -- validation -o docs/validation.md
    cargo run --release -- findings -o docs/findings.md
    cargo run --release -- schema route -o docs/route.schema.json
    cargo run --release -- export columns -o docs/columns.md
    cargo run --release -- chart map Moscow Mumbai --alternatives 3 -o docs/pictures/map.svg
    cargo run --release -- chart time-distance Moscow Mumbai --alternatives 3 -o docs/pictures/time-distance.svg
    INSTA_UPDATE=always cargo test --test moscow_mumbai

# The manual, in target/book.
manual:
    mdbook build

# The release archive of this system, in target/release-archive.
release:
    bash scripts/release.sh

# Measure the engine beside its peers and write docs/performance.md; takes the real graphs where they are present.
bench:
    cargo build --release
    cargo run --release --manifest-path benches/Cargo.toml -- ../shared/bench/graphs rail sea
