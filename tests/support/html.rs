//! What no page of ours may hold.

/// Ways by which text becomes code (H5 of the safety list).
pub fn makes_no_code(page: &str) {
    for makes_code in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        " style=",
        " onclick",
        " onload",
        "javascript:",
    ] {
        assert!(!page.contains(makes_code), "{makes_code}");
    }
}
