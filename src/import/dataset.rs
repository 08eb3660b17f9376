//! A network in columns to a dataset like the program's own, so that every question can be asked of it.

use geo::{Coord, LineString, Point};

use super::net::{Net, Spot};
use crate::check;
use crate::error::Error;
use crate::model::{
    BASE_DATE, Confidence, Country, Dataset, Estimate, Mode, Place, PlaceIx, PlaceKind, Precision, Segment, SegmentIx, Status,
};
use crate::read::schema::Kind;
use crate::read::{self, RawDataset, RawRecord};

/// What stands for a source id: the files that were named.
const SOURCE: &str = "import";
/// Tables of the program that say what a network of others takes; the others are about the program's own places.
const TABLES: [Kind; 6] = [Kind::Impedance, Kind::Load, Kind::Crossing, Kind::Terminal, Kind::CountryName, Kind::Source];

/// The program's own tables without what is about its own places: what a network of others is weighed with. `useless` are not read.
///
/// # Errors
/// [`Error::Data`] where the program's own tables are wrong.
pub fn tables(useless: &[Kind]) -> Result<Dataset, Error> {
    let mut raw = RawDataset::default();
    read::add_embedded(&mut raw, |file| {
        Kind::of_file(file.name).is_some_and(|kind| TABLES.contains(&kind) && !useless.contains(&kind))
    });
    let is_of_a_place = |record: &RawRecord| match record.kind {
        Kind::Crossing => record.text("place").is_some_and(|place| place != "*"),
        Kind::Terminal => record.text("where").is_some_and(|place| place != "*"),
        _ => false,
    };
    raw.records.retain(|record| !is_of_a_place(record));
    raw.records.iter_mut().filter(|record| record.kind == Kind::CountryName).for_each(|record| {
        record.fields.remove("main_place");
    });
    let mut data = check::build(&raw)?;
    // What a border takes in a network of others is not known: it is counted, and nothing is added for it.
    for row in &mut data.crossings {
        (row.hours, row.usd) = (Estimate::exact(0.0), Estimate::exact(0.0));
        row.source = SOURCE.into();
    }
    Ok(data)
}

/// Adds a network's nodes and edges to a dataset. Countries must be known: see [`super::find_countries`].
pub fn add(net: &Net, data: &mut Dataset) {
    let first = data.places.len() as u32;
    data.places.reserve_exact(net.node_count());
    data.segments.reserve_exact(net.edge_count());
    for node in 0..net.node_count() {
        let mut id = net.node_id(node).into_owned();
        if data.place_by_id.contains_key(&id) {
            id = format!("net:{id}");
        }
        data.place_by_id.insert(id.clone(), PlaceIx(first + node as u32));
        data.places.push(Place {
            name: net.names.get(&(node as u32)).cloned().unwrap_or_else(|| id.clone()),
            id,
            countries: Vec::new(),
            sea: None,
            region: None,
            kind: if net.is_at_border(node) { PlaceKind::Border } else { PlaceKind::Node },
            locode: None,
            aliases: Vec::new(),
            precision: Precision::Schematic,
            point: Point::from(net.position(node).unwrap_or(Coord { x: 0.0, y: 0.0 })),
            source: SOURCE.into(),
            confidence: Confidence::Medium,
            note: None,
        });
    }
    for edge in 0..net.edge_count() {
        let class = net.class(edge);
        let country = class.country.unwrap_or(Country::HIGH_SEAS);
        let [from, to] = net.ends(edge).map(|node| PlaceIx(first + node as u32));
        for ix in [from, to] {
            let place = &mut data.places[ix.0 as usize];
            // It belongs to each country that an edge there lies in; the sea is none.
            if !country.is_high_seas() && !place.countries.contains(&country) {
                place.countries.push(country);
            }
        }
        let mut id = net.edge_id(edge);
        if data.segment_by_id.contains_key(&id) {
            id = format!("net:{id}");
        }
        let line: LineString<f64> = net.line(edge).into_iter().map(Spot::coord).collect();
        let segment = Segment {
            is_oneway: class.is_oneway,
            status: class.status,
            length: (!class.is_measured || line.0.is_empty()).then(|| (net.millimetres(edge) as f64 / 1e6, SOURCE.to_owned())),
            ..self::edge(id, [from, to], class.mode, country, line)
        };
        add_segment(data, segment);
    }
    for place in data.places.iter_mut().filter(|place| place.countries.is_empty()) {
        place.countries.push(Country::HIGH_SEAS);
    }
}

/// A segment of which a network of others says nothing more.
pub(super) fn edge(id: String, [from, to]: [PlaceIx; 2], mode: Mode, country: Country, line: LineString<f64>) -> Segment {
    Segment {
        id,
        name: None,
        from,
        to,
        is_oneway: false,
        mode,
        country,
        sea: None,
        region: None,
        status: Status::Operating,
        status_as_of: BASE_DATE,
        opened: None,
        expected: None,
        length: None,
        other_lengths: None,
        length_note: None,
        gauge_mm: None,
        tracks: None,
        electrified: None,
        capacity: None,
        corridors: Vec::new(),
        drawn: Precision::Schematic,
        source: SOURCE.into(),
        confidence: Confidence::Medium,
        note: None,
        line,
    }
}

/// Adds a segment, to be found by its id.
pub(super) fn add_segment(data: &mut Dataset, segment: Segment) {
    data.segment_by_id.insert(segment.id.clone(), SegmentIx(data.segments.len() as u32));
    data.segments.push(segment);
}
