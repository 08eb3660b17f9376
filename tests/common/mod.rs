//! Small datasets, written as files and read back like any other.

use std::borrow::Cow;

use corridor::check;
use corridor::model::Dataset;
use corridor::read::schema::Kind;
use corridor::read::{RawDataset, add_embedded, add_text};

/// GeoJSON of places and segments; the tables come from the program.
#[derive(Default)]
pub struct Files {
    places: Vec<String>,
    segments: Vec<String>,
    borders: Vec<bool>,
}

impl Files {
    /// A place `pN` in Iran, or a border between Iran and Azerbaijan.
    pub fn place(&mut self, number: usize, is_border: bool) {
        let (x, y) = position(number);
        let at = if is_border { r#""countries": ["IR", "AZ"], "kind": "border""# } else { r#""country": "IR", "kind": "port""# };
        self.borders.push(is_border);
        self.places.push(format!(
            r#"{{"type": "Feature", "properties": {{"id": "p{number}", "name": "P{number}", {at}, "precision": "schematic", "source": "assumption", "confidence": "low"}}, "geometry": {{"type": "Point", "coordinates": [{x}, {y}]}}}}"#
        ));
    }

    /// A segment between two places; one that touches a border lies in one of its two countries, by its number.
    pub fn segment(&mut self, number: usize, from: usize, to: usize, mode: &str, gauge: u16, operates: bool) {
        let ((x0, y0), (x1, y1)) = (position(from), position(to));
        let both_borders = self.borders[from] && self.borders[to];
        let country = if both_borders && number.is_multiple_of(2) { "AZ" } else { "IR" };
        let gauge = if mode == "rail" { format!(r#""gauge_mm": {gauge}, "#) } else { String::new() };
        let status = if operates { "operating" } else { "planned" };
        // A few whole lengths, so that ties are common.
        let km = 100 * (1 + number % 4);
        self.segments.push(format!(
            r#"{{"type": "Feature", "properties": {{"id": "s{number}", "from": "p{from}", "to": "p{to}", "mode": "{mode}", "country": "{country}", "status": "{status}", "status_as_of": "2025-12-31", "length_km": {km}, "length_source": "assumption", {gauge}"corridors": [], "drawn": "schematic", "source": "assumption", "confidence": "low"}}, "geometry": {{"type": "LineString", "coordinates": [[{x0}, {y0}], [{x1}, {y1}]]}}}}"#
        ));
    }

    /// The model of these files.
    pub fn dataset(&self) -> Dataset {
        let mut raw = RawDataset::default();
        let wanted = |kind: Option<Kind>| {
            !matches!(
                kind,
                None | Some(Kind::Place | Kind::Segment | Kind::Exchange | Kind::Validation | Kind::Crossing | Kind::CountryName)
            )
        };
        add_embedded(&mut raw, |file| wanted(Kind::of_file(file.name)));
        // The program's own crossings and countries name its own places.
        let crossings = "place,mode,from,to,hours_low,hours_central,hours_high,usd_low,usd_central,usd_high,control,source,confidence,note\n\
            *,rail,*,*,6,12,36,50,100,320,yes,assumption,low,\n*,road,*,*,3,8,48,50,120,320,yes,assumption,low,\n";
        add_text(&mut raw, "crossings.csv".into(), Cow::Borrowed(crossings), Some(Kind::Crossing));
        for (name, features, kind) in
            [("places.geojson", &self.places, Kind::Place), ("segments/s.geojson", &self.segments, Kind::Segment)]
        {
            let text = format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(",\n"));
            add_text(&mut raw, name.into(), Cow::Owned(text), Some(kind));
        }
        // Terminal rows that name places of the program do no harm: they fit no place here.
        check::build(&raw).unwrap_or_else(|error| panic!("{error:?}"))
    }
}

fn position(number: usize) -> (f64, f64) {
    (50.0 + (number % 5) as f64, 30.0 + (number / 5) as f64)
}
