//! Whole runs of the program, as files: `tests/cmd/*.toml`, and the console blocks of the README and the manual.

#[test]
fn commands_and_manual() {
    trycmd::TestCases::new().case("tests/cmd/*.toml").case("README.md").run();
}
