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
    if is_geographic && NAMES.contains(&plain.as_str()) {
        return Ok(());
    }
    let message = format!("the .prj beside it says {}, not degrees of WGS 84 (EPSG:4326)", quoted(name));
    Err(refused(shapefile, message, "`ogr2ogr -t_srs EPSG:4326 out.shp in.shp`"))
}

/// What kind of system it is, and its name: `PROJCS` and `WGS_1984_UTM_Zone_38N` of `PROJCS["WGS_1984_UTM_Zone_38N",...]`.
fn head(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches('\u{feff}').trim();
    let (keyword, rest) = text.split_once(['[', '(']).unwrap_or((text, text));
    (keyword.trim(), rest.split('"').nth(1).unwrap_or(rest))
}
