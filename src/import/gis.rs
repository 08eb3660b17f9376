//! What the readers of GIS files have in common.

use std::path::Path;

use geo::LineString;
use geojson::{JsonObject, JsonValue};
use serde_json::Number;

use super::assemble::Assembly;
use super::lines::lines;
use crate::error::Error;
use crate::issue::{Issue, Severity};

/// What is wrong with a feature or a file, and one next step.
pub(super) type Wrong = (String, String);

/// Takes up a feature. Parts without points are no part of it, and one that has no others is no line.
///
/// JSON has no other numbers than finite ones, but binary files do.
pub(super) fn take(
    file: &Path,
    number: usize,
    feature: Result<(JsonObject, Vec<LineString<f64>>), Wrong>,
    assembly: &mut Assembly,
) {
    let (properties, mut parts) = match feature {
        Ok(feature) => feature,
        Err(wrong) => return assembly.wrong(issue(file, wrong).feature(number)),
    };
    parts.retain(|line| !line.0.is_empty());
    if parts.iter().flat_map(|line| &line.0).any(|at| !at.x.is_finite() || !at.y.is_finite()) {
        let wrong = ("the line has a point whose position is no number".into(), "draw it again, or leave the feature out".into());
        return assembly.wrong(issue(file, wrong).feature(number));
    }
    if parts.is_empty() {
        assembly.pass_over();
    } else {
        lines(file, number, &properties, parts, assembly);
    }
}

/// A file that cannot be read at all.
pub(super) fn refused(file: &Path, message: impl Into<String>, help: impl Into<String>) -> Error {
    Error::Data(vec![issue(file, (message.into(), help.into()))])
}

fn issue(file: &Path, (message, help): Wrong) -> Issue {
    Issue::new(Severity::Error, "import", &file.to_string_lossy(), message).help(help)
}

/// A number as a property. One that JSON cannot say is kept as a text, so that it is refused where a number is needed.
pub(super) fn number(value: f64) -> JsonValue {
    Number::from_f64(value).map_or_else(|| JsonValue::String(value.to_string()), JsonValue::Number)
}
