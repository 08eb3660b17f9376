//! Whether a shapefile is in degrees of WGS 84: what the `.prj` beside it says.

use std::io::Read;
use std::path::Path;

use super::gis::refused;
use super::source::{beside, plain};
use crate::error::Error;
use crate::issue::quoted;

/// No description of a reference system is longer.
const LONGEST: u64 = 1 << 16;

/// Names of WGS 84 as programs write them, without what differs: case, spaces and signs.
const NAMES: [&str; 5] = ["wgs84", "wgs1984", "gcswgs1984", "gcswgs84", "wgs84crs84"];

/// Refuses a shapefile in metres or in degrees of another datum, and one that does not say.
pub(super) fn check(shapefile: &Path) -> Result<(), Error> {
    let Some(path) = beside(shapefile, "prj") else {
        let help = "if they are degrees, say so: `ogr2ogr -a_srs EPSG:4326 out.shp in.shp`";
        return Err(refused(shapefile, "there is no .prj beside it, which says what its coordinates are", help));
    };
    let mut bytes = Vec::new();
    plain(&path)?.take(LONGEST).read_to_end(&mut bytes).map_err(|source| Error::read(&path, source))?;
    let text = String::from_utf8_lossy(&bytes);
    let (keyword, name) = head(&text);
    let is_geographic = ["GEOGCS", "GEOGCRS", "GEODCRS"].contains(&keyword.to_uppercase().as_str());
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let other = contradiction(&text);
    if is_geographic && NAMES.contains(&plain.as_str()) && other.is_none() {
        return Ok(());
    }
    let said = other.unwrap_or_else(|| quoted(name));
    let message = format!("the .prj beside it says {said}, not degrees of WGS 84 (EPSG:4326)");
    Err(refused(shapefile, message, "`ogr2ogr -t_srs EPSG:4326 out.shp in.shp`"))
}

/// What a description says that is not so of WGS 84, whatever it is called.
fn contradiction(text: &str) -> Option<String> {
    // A degree in radians, as far as programs write it.
    let is_degree = |size: f64| (size - 1_f64.to_radians()).abs() < 1e-6;
    let number = |keyword: &str| part(text, keyword)?.split(',').nth(1)?.trim().parse::<f64>().ok();
    if number("PRIMEM").is_some_and(|meridian| meridian != 0.0) {
        return Some("another meridian than that of Greenwich".into());
    }
    let unit = number("ANGLEUNIT").or_else(|| number("UNIT"));
    unit.filter(|size| !is_degree(*size)).map(|size| format!("a unit of {size} radians"))
}

/// What stands in the brackets behind a keyword, up to where brackets open or close within.
fn part<'t>(text: &'t str, keyword: &str) -> Option<&'t str> {
    let is_keyword = |at: &usize| !text[..*at].ends_with(|letter: char| letter.is_ascii_alphanumeric());
    let at = text.match_indices(keyword).map(|(at, _)| at).find(is_keyword)?;
    let inner = text[at + keyword.len()..].trim_start().strip_prefix(['[', '('])?;
    Some(inner.split(['[', ']', '(', ')']).next().unwrap_or(inner))
}

/// What kind of system it is, and its name: `PROJCS` and `WGS_1984_UTM_Zone_38N` of `PROJCS["WGS_1984_UTM_Zone_38N",...]`.
fn head(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches('\u{feff}').trim();
    let (keyword, rest) = text.split_once(['[', '(']).unwrap_or((text, text));
    (keyword.trim(), rest.split('"').nth(1).unwrap_or(rest))
}
