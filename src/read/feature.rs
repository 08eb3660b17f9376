//! GeoJSON text to raw records.

use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::members::{Bbox, FeatureId, OfGeometry};
use super::once::OnceEach;
use super::record::{RawDataset, RawGeometry, RawRecord};
use super::schema::Kind;
use crate::issue::{Issue, Severity, cut, quoted};
use crate::limits::{FIELDS, ISSUES, POSITIONS, RECORDS, too_deep};

#[derive(serde::Deserialize)]
struct Top<'a> {
    #[serde(rename = "type")]
    kind: Option<String>,
    crs: Option<Value>,
    #[serde(rename = "bbox")]
    _bbox: Option<Bbox>,
    coordinates: Option<IgnoredAny>,
    geometries: Option<IgnoredAny>,
    geometry: Option<IgnoredAny>,
    properties: Option<IgnoredAny>,
    #[serde(borrow)]
    features: Option<Vec<&'a RawValue>>,
}

#[derive(serde::Deserialize)]
struct Feature<'a> {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(borrow)]
    properties: Option<&'a RawValue>,
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
    #[serde(rename = "id")]
    _id: Option<FeatureId>,
    #[serde(rename = "bbox")]
    _bbox: Option<Bbox>,
    coordinates: Option<IgnoredAny>,
    geometries: Option<IgnoredAny>,
    features: Option<IgnoredAny>,
}

impl Top<'_> {
    /// A member that no collection has.
    fn foreign(&self) -> Option<&'static str> {
        let members = [
            (&self.coordinates, "coordinates"),
            (&self.geometries, "geometries"),
            (&self.geometry, "geometry"),
            (&self.properties, "properties"),
        ];
        members.into_iter().find(|(found, _)| found.is_some()).map(|(_, name)| name)
    }
}

/// Reads one GeoJSON file. Each feature's text is kept where it stands, so its offset gives the line without a second parser.
pub(super) fn read(raw: &mut RawDataset, file: usize, kind: Option<Kind>) {
    let (mut records, mut issues) = (Vec::new(), Vec::new());
    let source = &raw.files[file];
    let text: &str = &source.text;
    if text.trim().is_empty() {
        let issue = Issue::new(Severity::Error, "json", &source.name, "the file is empty").line(1);
        raw.issues.push(issue.help("write {\"type\": \"FeatureCollection\", \"features\": [...]}"));
        return;
    }
    match serde_json::from_str::<Top>(text) {
        Err(error) => issues.push(not_json(&source.name, text, &error)),
        Ok(top) => {
            if let Some(crs) = &top.crs {
                issues.push(about_crs(&source.name, crs));
            }
            let foreign = top.foreign();
            match (top.kind.as_deref(), top.features) {
                (Some("FeatureCollection"), Some(_)) if foreign.is_some() => {
                    let message = "a FeatureCollection has no such member";
                    let issue = Issue::new(Severity::Error, "feature", &source.name, message).line(1);
                    issues.push(
                        issue.field(foreign.unwrap_or_default()).help("delete the member; what is of a feature stands within it"),
                    );
                }
                (Some("FeatureCollection"), Some(features)) => {
                    let begun = issues.len();
                    for (number, feature) in features.iter().enumerate() {
                        if number == RECORDS || issues.len() - begun == ISSUES {
                            issues.push(too_many(&source.name, number));
                            break;
                        }
                        // A slice of `text`, so the difference of the addresses is its offset.
                        let offset = feature.get().as_ptr() as usize - text.as_ptr() as usize;
                        let at = At { file, offset, number };
                        match one(feature.get(), at, kind) {
                            Ok(record) => records.push(record),
                            Err(wrong) => {
                                let line = source.line_at(offset + wrong.at);
                                let mut issue = not_a_feature(&source.name, wrong).line(line);
                                issue.feature = Some(number);
                                issues.push(issue);
                            }
                        }
                    }
                }
                (Some("Feature"), _) => match one(text, At { file, offset: 0, number: 0 }, kind) {
                    Ok(record) => records.push(record),
                    Err(wrong) => {
                        let line = source.line_at(wrong.at);
                        issues.push(not_a_feature(&source.name, wrong).line(line));
                    }
                },
                (Some("FeatureCollection"), None) => issues.push(
                    Issue::new(Severity::Error, "feature", &source.name, "the FeatureCollection has no list \"features\"")
                        .line(1)
                        .field("features")
                        .help("write {\"type\": \"FeatureCollection\", \"features\": [...]}"),
                ),
                (found, _) => issues.push(
                    Issue::new(
                        Severity::Error,
                        "feature",
                        &source.name,
                        format!("the file's \"type\" is {}, not \"FeatureCollection\"", found.map_or("missing".into(), quoted)),
                    )
                    .line(1)
                    .field("type")
                    .help("wrap the features in {\"type\": \"FeatureCollection\", \"features\": [...]}"),
                ),
            }
        }
    }
    raw.records.append(&mut records);
    raw.issues.append(&mut issues);
}

/// The kind that a feature of a file with any name looks like: a point is a place, everything else a segment.
fn looks_like(fields: &Map<String, Value>, geometry: &RawGeometry) -> Kind {
    let is_point = matches!(geometry, RawGeometry::Read(geojson::GeometryValue::Point { .. }));
    if is_point && !fields.contains_key("from") { Kind::Place } else { Kind::Segment }
}

fn not_a_feature(name: &str, NoFeature { message, is_limit, at }: NoFeature) -> Issue {
    if is_limit {
        return Issue::limit(name, message)
            .help("no feature of the dataset is nested or so large; docs/limits.md states all limits");
    }
    Issue::new(Severity::Error, "feature", name, message).help(if at > 0 {
        "correct it there: each property once, texts and numbers as JSON has them"
    } else {
        "a feature is {\"type\": \"Feature\", \"properties\": {...}, \"geometry\": {...}}"
    })
}

/// The rest of a file is not read.
pub(super) fn too_many(file: &str, read: usize) -> Issue {
    let message = format!("after {read} records the rest is not read: at most {RECORDS} are taken, and {ISSUES} problems");
    Issue::limit(file, message).help("read a large network with --network")
}

struct At {
    file: usize,
    offset: usize,
    number: usize,
}

/// Why something is no feature.
struct NoFeature {
    message: String,
    is_limit: bool,
    /// Where in the text of the feature, bytes, where a part of it is wrong.
    at: usize,
}

impl NoFeature {
    fn of(error: &serde_json::Error, words: &str) -> NoFeature {
        let deep = too_deep(error);
        let message = deep.clone().unwrap_or_else(|| format!("{words}: {}", cut(&plain(error))));
        NoFeature { is_limit: deep.is_some(), message, at: 0 }
    }

    /// Of a part of a feature, which is a slice of its text.
    fn within(error: &serde_json::Error, words: &str, part: &str, feature: &str) -> NoFeature {
        let begin = part.as_ptr() as usize - feature.as_ptr() as usize;
        let line: usize = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        NoFeature { at: begin + line + error.column().saturating_sub(1), ..NoFeature::of(error, words) }
    }
}

impl From<String> for NoFeature {
    fn from(message: String) -> NoFeature {
        NoFeature { message, is_limit: false, at: 0 }
    }
}

fn one(text: &str, at: At, kind: Option<Kind>) -> Result<RawRecord, NoFeature> {
    let feature: Feature = serde_json::from_str(text).map_err(|e| NoFeature::of(&e, "not a GeoJSON feature"))?;
    if feature.kind.as_deref() != Some("Feature") {
        let kind = quoted(&feature.kind.unwrap_or_default());
        return Err(format!("the \"type\" of the feature is {kind}, not \"Feature\"").into());
    }
    let members = [(&feature.coordinates, "coordinates"), (&feature.geometries, "geometries"), (&feature.features, "features")];
    if let Some((_, member)) = members.into_iter().find(|(found, _)| found.is_some()) {
        return Err(format!("a Feature has no member {member:?}").into());
    }
    let fields = match feature.properties.map(RawValue::get) {
        Some(json) if json.starts_with('{') => {
            let read = serde_json::from_str::<OnceEach>(json);
            read.map_err(|error| NoFeature::within(&error, "the properties cannot be read", json, text))?.0
        }
        None | Some("null") => Map::new(),
        Some(_) => return Err("the \"properties\" of the feature are not an object".to_owned().into()),
    };
    if let Some(json) = feature.geometry.map(RawValue::get).filter(|json| OfGeometry::is_told(json)) {
        // What cannot be read at all is told of below.
        match serde_json::from_str::<OfGeometry>(json) {
            Ok(found) => {
                if let Some(member) = found.foreign() {
                    return Err(format!("a geometry has no member {member:?}").into());
                }
            }
            Err(error) if error.is_data() => return Err(NoFeature::of(&error, "the geometry cannot be read")),
            Err(_) => {}
        }
    }
    let geometry = match feature.geometry.map(RawValue::get) {
        None | Some("null") => RawGeometry::Absent,
        Some(json) if json.bytes().filter(|byte| *byte == b'[').count() > POSITIONS => {
            let message = format!("the geometry has more than {POSITIONS} positions");
            return Err(NoFeature { message, is_limit: true, at: 0 });
        }
        Some(json) => match serde_json::from_str(json) {
            Ok(geometry) => RawGeometry::Read(geometry),
            Err(error) if too_deep(&error).is_some() => return Err(NoFeature::of(&error, "")),
            Err(error) => RawGeometry::Unreadable(cut(&plain(&error))),
        },
    };
    if fields.len() > FIELDS {
        let message = format!("the feature has {} properties; at most {FIELDS} are taken", fields.len());
        return Err(NoFeature { message, is_limit: true, at: 0 });
    }
    let kind = kind.unwrap_or_else(|| looks_like(&fields, &geometry));
    let mut fields = fields;
    // `"name": null` is how QGIS saves an empty cell: the same as leaving it out.
    fields.retain(|_, value| !value.is_null());
    Ok(RawRecord { kind, file: at.file, offset: at.offset, length: text.len(), feature: Some(at.number), fields, geometry })
}

/// The message of a JSON error without its own line and column, which count within the feature only.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
}

fn not_json(name: &str, text: &str, error: &serde_json::Error) -> Issue {
    if text.trim_start().starts_with('[') && error.is_data() {
        let message = "the file is a list, not a \"FeatureCollection\"".to_owned();
        return not_a_feature(name, message.into()).line(error.line());
    }
    if error.is_data() || too_deep(error).is_some() {
        return not_a_feature(name, NoFeature::of(error, "this is JSON, but not GeoJSON")).line(error.line());
    }
    let issue = Issue::new(Severity::Error, "json", name, format!("not valid JSON: {}", cut(&plain(error)))).line(error.line());
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or("");
    let word = line.get(error.column().saturating_sub(1)..).unwrap_or("").trim_start();
    if ["NaN", "Infinity", "-Infinity", "nan", "aN"].iter().any(|bad| word.starts_with(bad)) || line.contains("NaN") {
        issue.help("JSON has no NaN or infinity: leave the field out, or give the position a number")
    } else {
        issue.help("a missing comma, bracket or quote is the usual cause; the line says where the reader gave up")
    }
}

/// What a "crs" member says, where that is not longitude and latitude in degrees.
pub(crate) fn other_crs(crs: &Value) -> Option<String> {
    let name = crs.pointer("/properties/name").and_then(Value::as_str).unwrap_or("");
    let is_wgs84 = name.ends_with("CRS84") || name.ends_with("EPSG::4326") || name == "EPSG:4326";
    (!is_wgs84 && !crs.is_null()).then(|| quoted(if name.is_empty() { "something else" } else { name }))
}

fn about_crs(name: &str, crs: &Value) -> Issue {
    let Some(other) = other_crs(crs) else {
        return Issue::new(
            Severity::Warning,
            "crs",
            name,
            "a \"crs\" member is not allowed in GeoJSON since RFC 7946; this one says WGS84, so it is harmless",
        )
        .line(1)
        .field("crs")
        .help("delete the \"crs\" member (in QGIS: save with RFC7946=YES)");
    };
    let message = format!("the \"crs\" member says {other}; positions must be WGS84 longitude and latitude");
    Issue::new(Severity::Error, "crs", name, message)
        .line(1)
        .field("crs")
        .help("save the layer in EPSG:4326 (in QGIS: Export, CRS EPSG:4326, RFC7946=YES)")
}
