//! Exposure as tables: countries as areas, points passed, links.

use geo::Geometry;

use super::basis;
use super::form::Form;
use super::style::{Look, Style, Symbols, by_share, palette};
use super::table::{Map, ShapeKind, Table};
use crate::analysis::{CountryExposure, Exposure, LinkExposure, PointExposure};
use crate::model::{Dataset, Segment, Word};
use crate::outline;

/// An exposure as tables: `countries`, `points` and `links`.
pub fn exposure_tables(data: &Dataset, found: &Exposure) -> Vec<Table> {
    let mut tables = answer_tables(data, Some(found));
    tables.push(basis::question(vec![
        ("scenario", found.scenario.id.clone()),
        ("scenario in words", found.scenario.title.clone()),
        ("best in", found.by.word().to_owned()),
        ("load unit", found.load.clone()),
        ("weights", found.weights.clone()),
        ("pairs with a route", found.pairs.to_string()),
        ("pairs without a route", found.pairs_without_route.to_string()),
    ]));
    tables.extend(basis::of_dataset(data));
    tables
}

/// The tables without rows, for what their columns are.
pub(super) fn empty() -> Vec<Table> {
    answer_tables(&Dataset::default(), None)
}

fn answer_tables(data: &Dataset, found: Option<&Exposure>) -> Vec<Table> {
    let countries = found.into_iter().flat_map(|f| f.countries.iter().map(move |row| (f, row)));
    let points = found.into_iter().flat_map(|f| f.points.iter().map(move |row| (f, row)));
    let links = found.into_iter().flat_map(|f| f.links.iter().map(move |row| (f, row)));
    vec![
        countries_form().layer(
            Map { kind: ShapeKind::Area, style: Style { label: Some("name"), ..by_share("transit_share_km", 0.3) } },
            countries.map(|(found, row)| {
                let area = outline::area(row.country).filter(|_| !row.country.is_high_seas());
                (format!("{}/{}", row.country, row.name), area.cloned().map(Geometry::from), (found, row))
            }),
        ),
        points_form().layer(
            Map { kind: ShapeKind::Point, style: point_style() },
            points.map(|(found, row)| {
                let place = data.place_ix(&row.place).map(|ix| data.place(ix));
                let country = place.map(|place| place.country().to_string()).unwrap_or_default();
                (
                    format!("{}/{}", row.kind, row.place),
                    place.and_then(|place| Some(place.position()?.into())),
                    (found, row, country),
                )
            }),
        ),
        links_form().layer(
            Map { kind: ShapeKind::Line, style: by_share("share", 0.8) },
            links.map(|(found, row)| {
                let segment = data.segment_ix(&row.segment).map(|ix| data.segment(ix));
                (row.segment.clone(), segment.map(|segment| segment.line.clone().into()), (found, row, segment))
            }),
        ),
    ]
}

fn countries_form<'a>() -> Form<(&'a Exposure, &'a CountryExposure)> {
    Form::<(&'a Exposure, &'a CountryExposure)>::new(
        "countries",
        "Shares of the way by country and sea; the darker, the more transit",
    )
    .text("scenario", "id of the scenario", |r| (&r.0.scenario.id).into())
    .text("country", "ISO 3166-1 alpha-2; XZ: at sea", |r| r.1.country.to_string().into())
    .text("name", "name of the country or sea", |r| (&r.1.name).into())
    .real("share_km", "0..1", "weighted share of all kilometres", |r| r.1.share_km.into())
    .real("share_hours", "0..1", "weighted share of all hours", |r| r.1.share_hours.into())
    .real("share_usd", "0..1", "weighted share of all dollars", |r| r.1.share_usd.into())
    .real("transit_share_km", "0..1", "share of the kilometres outside the countries of origin and destination", |r| {
        r.1.transit_share_km.into()
    })
    .real("transit_share_hours", "0..1", "the same of the hours", |r| r.1.transit_share_hours.into())
    .real("transit_share_usd", "0..1", "the same of the dollars", |r| r.1.transit_share_usd.into())
    .real("transit_tonne_km", "tonne-km", "in transit; empty where the weights have no tonnage", |r| r.1.transit_tonne_km.into())
    .real("pairs_in_transit", "0..1", "share of the weight whose route crosses it in transit", |r| r.1.pairs_in_transit.into())
    .text("weights", "what the pairs were weighted by", |r| (&r.0.weights).into())
}

fn points_form<'a>() -> Form<(&'a Exposure, &'a PointExposure, String)> {
    Form::<(&'a Exposure, &'a PointExposure, String)>::new("points", "Borders, ports, terminals and straits that routes pass")
        .text("scenario", "id of the scenario", |r| (&r.0.scenario.id).into())
        .text("place", "id of the place", |r| (&r.1.place).into())
        .text("name", "its name", |r| (&r.1.name).into())
        .text("kind", "border, transfer, gauge_change or passage; the style goes by it", |r| (&r.1.kind).into())
        .text("country", "ISO 3166-1 alpha-2", |r| (&r.2).into())
        .real("share", "0..1", "share of the weight that passes it", |r| r.1.share.into())
        .text("weights", "what the pairs were weighted by", |r| (&r.0.weights).into())
}

fn links_form<'a>() -> Form<(&'a Exposure, &'a LinkExposure, Option<&'a Segment>)> {
    Form::<(&'a Exposure, &'a LinkExposure, Option<&'a Segment>)>::new(
        "links",
        "Segments that routes run over; the darker and wider, the more of the weight",
    )
    .text("scenario", "id of the scenario", |r| (&r.0.scenario.id).into())
    .text("segment", "id of the segment", |r| (&r.1.segment).into())
    .text("name", "its name", |r| r.2.and_then(|s| s.name.clone()).into())
    .text("mode", "rail, road, sea, ferry or pipeline", |r| r.2.map(|s| s.mode.word()).into())
    .text("country", "ISO 3166-1 alpha-2; XZ: at sea", |r| r.2.map(|s| s.country.to_string()).into())
    .real("share", "0..1", "share of the weight that runs over it", |r| r.1.share.into())
    .text("weights", "what the pairs were weighted by", |r| (&r.0.weights).into())
}

fn point_style() -> Style {
    let look = |value: &str, colour| Look::new(value, colour, 2.4);
    Style {
        by: "kind",
        symbols: Symbols::Values(vec![
            look("border", palette::VERMILION),
            look("transfer", palette::GREEN),
            look("gauge_change", palette::PURPLE),
            look("passage", palette::SKY),
        ]),
        label: Some("name"),
    }
}
