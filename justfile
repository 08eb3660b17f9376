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

# Which lines the tests reach (cargo-llvm-cov and the LLVM of the compiler are needed). Killed runs leave no whole record, so the report takes what there is.
coverage:
    -cargo llvm-cov --locked --ignore-run-fail --no-report
    cargo llvm-cov report --failure-mode all --summary-only

# Faults put into routes, costs and analyses, a twentieth of them: how many do the tests find? Another part: just mutants 7/20
mutants part="0/20":
    cargo mutants --shard {{part}} --sharding round-robin --timeout 60

# Against the last release: whether the version must be a new major one (cargo-semver-checks is needed).
semver tag:
    cargo semver-checks --baseline-rev {{tag}}

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
