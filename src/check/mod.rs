//! Raw records to judgement: one file a check, each of which lists every problem that it finds; then the model.
//!
//! To add a check: its file, a line in `CHECKS` below, a bad fixture in `tests/fixtures/bad`, and a row in `data/README.md`.

mod build;
mod contract;
mod coordinates;
mod copies;
mod country;
mod defaults;
mod ends;
mod events;
mod far;
mod fields;
mod ids;
mod length;
mod modes;
mod names;
mod quantities;
mod reachable;
mod references;
mod sides;
mod status;
mod trust;

use std::collections::HashMap;
use std::path::Path;

pub use build::build;
pub use country::OUTSIDE_TOLERANCE_KM;
pub(crate) use country::country_at;
pub use ends::END_TOLERANCE_M;
pub use length::LENGTH_RATIO;
pub(crate) use quantities::range;

use crate::issue::{Issue, LIMIT, Severity, quoted};
use crate::limits::ISSUES;
use crate::read::schema::Kind;
use crate::read::{RawDataset, RawRecord};

/// A check looks at all raw records and adds what it finds.
type Check = fn(&Context, &mut Vec<Issue>);

const CHECKS: [Check; 20] = [
    fields::check,
    coordinates::check,
    ids::check,
    names::check,
    copies::check,
    references::check,
    ends::check,
    length::check,
    country::check,
    status::check,
    quantities::check,
    far::check,
    sides::check,
    modes::check,
    events::check,
    explanations,
    contract::check,
    trust::check,
    reachable::check,
    defaults::check,
];

/// Runs every check. The issues come sorted by file, line and code; those that a record explains in its `accept` field are notes.
pub fn check(raw: &RawDataset) -> Vec<Issue> {
    let context = Context::new(raw);
    let mut issues = raw.issues.clone();
    for check in CHECKS {
        check(&context, &mut issues);
        if let Some(last) = issues.last().filter(|_| issues.len() > ISSUES) {
            let file = last.file.clone();
            if !issues.iter().any(|issue| issue.code == LIMIT) {
                issues.push(Issue::limit(&file, format!("more than {ISSUES} problems: what comes after is not looked at")));
            }
            break;
        }
    }
    issues.iter_mut().for_each(|issue| accept(&context, issue));
    issues.sort_by(|a, b| {
        (&a.file, a.line, a.feature, &a.code, &a.message).cmp(&(&b.file, b.line, b.feature, &b.code, &b.message))
    });
    issues
}

/// Codes of warnings, which a record may explain.
const WARNINGS: [&str; 8] =
    ["border-gauge", "confidence", "detour", "length-ratio", "outside-country", "parallel", "status-date", "unreachable"];

/// What explains a warning must name it, and say something.
fn explanations(context: &Context, issues: &mut Vec<Issue>) {
    for record in &context.raw.records {
        for entry in record.list("accept") {
            let (code, reason) = entry.split_once(':').unwrap_or((entry, ""));
            if !WARNINGS.contains(&code.trim()) || reason.trim().is_empty() {
                let message = format!("{} explains nothing", quoted(entry));
                let help = format!("write \"CODE: why\", with one of: {}", WARNINGS.join(", "));
                issues.push(context.error("wrong-value", record, Some("accept"), message).help(help));
            }
        }
    }
}

/// Turns a warning into a note where the record itself explains it: `"accept": ["outside-country: the river is drawn coarsely"]`.
fn accept(context: &Context, issue: &mut Issue) {
    if issue.severity != Severity::Warning {
        return;
    }
    let record = issue.id.as_deref().and_then(|id| context.places.get(id).or_else(|| context.segments.get(id)));
    let reason = record.into_iter().flat_map(|record| record.list("accept")).find_map(|entry| {
        let (code, reason) = entry.split_once(':')?;
        (code.trim() == issue.code).then(|| reason.trim().to_owned())
    });
    if let Some(reason) = reason {
        issue.severity = Severity::Note;
        issue.help = Some(format!("accepted: {reason}"));
    }
}

/// The raw records with the ids that others refer to.
pub(crate) struct Context<'a> {
    raw: &'a RawDataset,
    places: HashMap<&'a str, &'a RawRecord>,
    segments: HashMap<&'a str, &'a RawRecord>,
    unread: Vec<&'a Path>,
}

impl<'a> Context<'a> {
    fn new(raw: &'a RawDataset) -> Context<'a> {
        let by_id = |kind| raw.of(kind).filter_map(|record| Some((record.id()?, record))).collect();
        let unread = raw.issues.iter().filter(|issue| issue.is_error()).map(|issue| Path::new(&issue.file)).collect();
        Context { raw, places: by_id(Kind::Place), segments: by_id(Kind::Segment), unread }
    }

    fn ids(&self, kind: Kind, field: &str) -> Vec<&'a str> {
        self.raw.of(kind).filter_map(|record| record.text(field)).collect()
    }

    /// The code of a country that is written out, or with another code.
    fn country_named(&self, name: &str) -> Option<&'a str> {
        let is_meant = |record: &&RawRecord| is_called(record, name);
        self.raw.of(Kind::CountryName).find(is_meant).and_then(|record| record.text("code"))
    }

    /// Whether a file of the data could not be read, or not to its end: what it does not hold is not known.
    fn is_unread(&self, file: &str) -> bool {
        self.unread.iter().any(|unread| unread.ends_with(file))
    }

    fn error(&self, code: &'static str, record: &RawRecord, field: Option<&str>, message: String) -> Issue {
        self.raw.issue(Severity::Error, code, record, field, message)
    }

    fn warning(&self, code: &'static str, record: &RawRecord, field: Option<&str>, message: String) -> Issue {
        self.raw.issue(Severity::Warning, code, record, field, message)
    }
}

/// Whether a record has this name, or one of its aliases is it, in capitals or not.
fn is_called(record: &RawRecord, name: &str) -> bool {
    let name = name.to_lowercase();
    record.text("name").into_iter().chain(record.list("aliases")).any(|own| own.to_lowercase() == name)
}

/// The countries of a place or segment, as far as they are written.
fn countries_of(record: &RawRecord) -> Vec<&str> {
    record.text("country").into_iter().chain(record.list("countries")).collect()
}

/// The positions of a point or line as (longitude, latitude), where each has two numbers.
fn positions(record: &RawRecord) -> Vec<geo::Coord<f64>> {
    use crate::read::RawGeometry;
    use geojson::GeometryValue::{LineString, Point};
    let list: &[geojson::Position] = match &record.geometry {
        RawGeometry::Read(Point { coordinates }) => std::slice::from_ref(coordinates),
        RawGeometry::Read(LineString { coordinates }) => coordinates,
        _ => &[],
    };
    let pairs: Vec<_> = list
        .iter()
        .filter_map(|position| match position.as_slice() {
            [x, y, ..] => Some(geo::Coord { x: *x, y: *y }),
            _ => None,
        })
        .collect();
    if pairs.len() == list.len() { pairs } else { Vec::new() }
}
