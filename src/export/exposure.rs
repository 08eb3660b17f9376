//! Exposure as tables and as a map.

use geojson::{Feature, Geometry, GeometryValue, JsonObject, JsonValue};

use super::geojson::{collection, line_feature, point, shape_feature};
use super::table_csv;
use crate::analysis::Exposure;
use crate::error::Error;
use crate::model::{Dataset, Word};

/// Which table of an exposure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExposurePart {
    /// Countries and seas.
    Countries,
    /// Borders, ports, terminals and straits.
    Points,
    /// Segments.
    Links,
}

/// One row a country or sea, point, or segment.
///
/// Countries: `scenario`, `country`, `name`, `share_km`, `share_hours`, `share_usd`, `transit_share_km`, `transit_share_hours`, `transit_share_usd`,
/// `transit_tonne_km`, `pairs_in_transit`, `weights` (shares 0..1; the tonne-km are empty where the weights have no tonnage). Points: `scenario`, `place`,
/// `name`, `kind`, `share`, `weights`. Links: `scenario`, `segment`, `share`, `weights`.
///
/// # Errors
/// [`Error::Internal`] where the table cannot be made.
pub fn exposure_csv(exposure: &Exposure, part: ExposurePart) -> Result<String, Error> {
    let row = |cells: Vec<String>| {
        std::iter::once(exposure.scenario.id.clone()).chain(cells).chain([exposure.weights.clone()]).collect::<Vec<_>>()
    };
    match part {
        ExposurePart::Countries => {
            let header = [
                "scenario",
                "country",
                "name",
                "share_km",
                "share_hours",
                "share_usd",
                "transit_share_km",
                "transit_share_hours",
                "transit_share_usd",
                "transit_tonne_km",
                "pairs_in_transit",
                "weights",
            ];
            let rows = exposure.countries.iter().map(|c| {
                let mut cells = vec![c.country.to_string(), c.name.clone()];
                let shares =
                    [c.share_km, c.share_hours, c.share_usd, c.transit_share_km, c.transit_share_hours, c.transit_share_usd];
                cells.extend(shares.map(|v| v.to_string()));
                cells.push(c.transit_tonne_km.map_or(String::new(), |v| v.to_string()));
                cells.push(c.pairs_in_transit.to_string());
                row(cells)
            });
            table_csv(&header, &rows.collect::<Vec<_>>())
        }
        ExposurePart::Points => {
            let rows =
                exposure.points.iter().map(|p| row(vec![p.place.clone(), p.name.clone(), p.kind.clone(), p.share.to_string()]));
            table_csv(&["scenario", "place", "name", "kind", "share", "weights"], &rows.collect::<Vec<_>>())
        }
        ExposurePart::Links => {
            let rows = exposure.links.iter().map(|link| row(vec![link.segment.clone(), link.share.to_string()]));
            table_csv(&["scenario", "segment", "share", "weights"], &rows.collect::<Vec<_>>())
        }
    }
}

/// Segments as lines; borders, ports, terminals and straits as points.
///
/// Properties: `scenario`, `kind` (`link`, `border`, `transfer`, `gauge_change`, `passage`), `id`, `name`, `mode`, `country`, `share`, `weights`. Empty ones
/// are `null`.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as JSON.
pub fn exposure_geojson(data: &Dataset, exposure: &Exposure) -> Result<String, Error> {
    let properties = |kind: &str, id: &str, name: JsonValue, mode: JsonValue, country: JsonValue, share: f64| {
        let mut properties = JsonObject::new();
        properties.insert("scenario".into(), exposure.scenario.id.clone().into());
        properties.insert("kind".into(), kind.into());
        properties.insert("id".into(), id.into());
        properties.insert("name".into(), name);
        properties.insert("mode".into(), mode);
        properties.insert("country".into(), country);
        properties.insert("share".into(), share.into());
        properties.insert("weights".into(), exposure.weights.clone().into());
        properties
    };
    let links = exposure.links.iter().filter_map(|link| {
        let segment = data.segment(data.segment_ix(&link.segment)?);
        let (mode, country) = (segment.mode.word().into(), segment.country.to_string().into());
        let properties = properties("link", &segment.id, segment.name.clone().into(), mode, country, link.share);
        Some(line_feature(format!("link/{}", segment.id), &segment.line, properties))
    });
    let points = exposure.points.iter().filter_map(|passed| {
        let place = data.place(data.place_ix(&passed.place)?);
        let name = passed.name.clone().into();
        let properties =
            properties(&passed.kind, &place.id, name, JsonValue::Null, place.country().to_string().into(), passed.share);
        let geometry = Geometry::new(GeometryValue::new_point(point(&place.point)));
        Some(shape_feature(format!("{}/{}", passed.kind, place.id), Some(geometry), properties))
    });
    collection(links.chain(points).collect::<Vec<Feature>>())
}
