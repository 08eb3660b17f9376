//! Raw records to the model. Everything that could fail was found by the checks; what fails all the same is said, not skipped.

use std::collections::HashMap;

use geo::{Coord, LineString, Point};
use serde_json::Value;

use super::positions;
use crate::error::Error;
use crate::issue::{Issue, Severity};
use crate::model::{
    Area, Corridor, CountryName, Crossing, Dataset, Estimate, Event, Exchange, Flow, Impedance, Load, Mode, Place, PlaceIx,
    Segment, SegmentIx, Source, Terminal, ValidationCase, Word,
};
use crate::read::schema::Kind;
use crate::read::{RawDataset, RawRecord};

/// Makes the model of raw records. It does not run the checks: call [`crate::check::check`] first on anything from outside.
///
/// # Errors
/// [`Error::Data`] with every record that cannot be understood.
pub fn build(raw: &RawDataset) -> Result<Dataset, Error> {
    let mut builder =
        Builder { raw, issues: raw.issues.iter().filter(|i| i.is_error()).cloned().collect(), data: Dataset::default() };
    builder.run();
    if builder.issues.is_empty() { Ok(builder.data) } else { Err(Error::Data(builder.issues)) }
}

struct Builder<'a> {
    raw: &'a RawDataset,
    issues: Vec<Issue>,
    data: Dataset,
}

impl Builder<'_> {
    fn run(&mut self) {
        self.data.places = self.each(Kind::Place, place);
        self.data.place_by_id = (0..).map(PlaceIx).zip(&self.data.places).map(|(ix, p)| (p.id.clone(), ix)).collect();
        let places = std::mem::take(&mut self.data.place_by_id);
        self.data.segments = self.each(Kind::Segment, |r| segment(r, &places));
        self.data.segment_by_id = (0..).map(SegmentIx).zip(&self.data.segments).map(|(ix, s)| (s.id.clone(), ix)).collect();
        self.data.crossings = self.each(Kind::Crossing, |r| crossing(r, &places));
        self.data.exchanges = self.each(Kind::Exchange, |r| exchange(r, &places));
        self.data.countries = self.each(Kind::CountryName, |r| {
            let main_place = optional(r, "main_place", |r, field| places.get(r.text(field)?).copied())?;
            Some(CountryName { code: parsed(r, "code")?, name: owned(r, "name")?, main_place, aliases: owned_list(r, "aliases") })
        });
        self.data.place_by_id = places;
        self.data.terminals = self.each(Kind::Terminal, terminal);
        self.data.impedances = self.each(Kind::Impedance, impedance);
        self.data.loads = self.each(Kind::Load, load);
        self.data.events = self.each(Kind::Event, event);
        self.data.flows = self.each(Kind::Flow, flow);
        self.data.corridors = self.each(Kind::Corridor, corridor);
        self.data.areas = self.each(Kind::Area, |r| Some(Area { name: owned(r, "name")?, aliases: owned_list(r, "aliases") }));
        self.data.sources = self.each(Kind::Source, source);
        self.data.validation = self.each(Kind::Validation, validation);
    }

    fn each<T>(&mut self, kind: Kind, make: impl Fn(&RawRecord) -> Option<T>) -> Vec<T> {
        let mut made = Vec::new();
        for record in self.raw.of(kind) {
            match make(record) {
                Some(value) => made.push(value),
                None => {
                    let message = format!("the {} cannot be understood", kind.noun());
                    let issue = self.raw.issue(Severity::Error, "unusable", record, None, message);
                    self.issues.push(issue.help("`corridor check` says what is wrong with it"));
                }
            }
        }
        made
    }
}

fn owned(record: &RawRecord, field: &str) -> Option<String> {
    record.text(field).map(str::to_owned)
}

fn owned_list(record: &RawRecord, field: &str) -> Vec<String> {
    record.list(field).into_iter().map(str::to_owned).collect()
}

fn word<W: Word>(record: &RawRecord, field: &str) -> Option<W> {
    W::of(record.text(field)?)
}

fn parsed<T: std::str::FromStr>(record: &RawRecord, field: &str) -> Option<T> {
    record.text(field)?.parse().ok()
}

/// A field that may be absent, but must be right when it is there: `Some(None)` is absent, `None` is wrong.
#[allow(clippy::option_option)]
fn optional<T>(record: &RawRecord, field: &str, read: impl Fn(&RawRecord, &str) -> Option<T>) -> Option<Option<T>> {
    if record.fields.contains_key(field) { read(record, field).map(Some) } else { Some(None) }
}

fn estimate(record: &RawRecord, group: &str) -> Option<Estimate<f64>> {
    let part = |name: &str| record.number(&format!("{group}_{name}"));
    Some(Estimate::new(part("low")?, part("central")?, part("high")?))
}

fn whole<N: TryFrom<i64>>(record: &RawRecord, field: &str) -> Option<N> {
    let number = record.number(field)?;
    (number.fract() == 0.0).then(|| N::try_from(number as i64).ok())?
}

fn place(record: &RawRecord) -> Option<Place> {
    let countries: Option<Vec<_>> = super::countries_of(record).into_iter().map(|code| code.parse().ok()).collect();
    let countries = countries?;
    let Coord { x, y } = *positions(record).first()?;
    (!countries.is_empty()).then_some(())?;
    Some(Place {
        id: owned(record, "id")?,
        name: owned(record, "name")?,
        countries,
        sea: owned(record, "sea"),
        region: owned(record, "region"),
        kind: word(record, "kind")?,
        locode: owned(record, "locode"),
        aliases: owned_list(record, "aliases"),
        precision: word(record, "precision")?,
        point: Point::new(x, y),
        source: owned(record, "source")?,
        confidence: word(record, "confidence")?,
        note: owned(record, "note"),
    })
}

fn segment(record: &RawRecord, places: &HashMap<String, PlaceIx>) -> Option<Segment> {
    let end = |field: &str| record.text(field).and_then(|id| places.get(id).copied());
    let line = positions(record);
    (line.len() >= 2).then_some(())?;
    let sourced_length = match record.number("length_km") {
        Some(km) if km > 0.0 => Some((km, owned(record, "length_source")?)),
        Some(_) => return None,
        None => None,
    };
    let sourced_capacity = match record.fields.get("capacity") {
        Some(capacity) => {
            let part = |name: &str| capacity.get(name).and_then(Value::as_f64);
            Some((Estimate::new(part("low")?, part("central")?, part("high")?), owned(record, "capacity_source")?))
        }
        None => None,
    };
    Some(Segment {
        id: owned(record, "id")?,
        name: owned(record, "name"),
        from: end("from")?,
        to: end("to")?,
        is_oneway: false,
        mode: word(record, "mode")?,
        country: parsed(record, "country")?,
        sea: owned(record, "sea"),
        region: owned(record, "region"),
        status: word(record, "status")?,
        status_as_of: parsed(record, "status_as_of")?,
        opened: optional(record, "opened", parsed)?,
        expected: optional(record, "expected", parsed)?,
        length: sourced_length,
        other_lengths: owned(record, "other_lengths"),
        length_note: owned(record, "length_note"),
        gauge_mm: optional(record, "gauge_mm", whole)?,
        tracks: optional(record, "tracks", whole)?,
        electrified: optional(record, "electrified", word)?,
        capacity: sourced_capacity,
        corridors: owned_list(record, "corridors"),
        drawn: word(record, "drawn")?,
        source: owned(record, "source")?,
        confidence: word(record, "confidence")?,
        note: owned(record, "note"),
        line: LineString::from(line),
    })
}

fn crossing(record: &RawRecord, places: &HashMap<String, PlaceIx>) -> Option<Crossing> {
    let side = |field: &str| match record.text(field)? {
        "*" => Some(None),
        code => code.parse().ok().map(Some),
    };
    Some(Crossing {
        place: match record.text("place")? {
            "*" => None,
            id => Some(*places.get(id)?),
        },
        mode: word(record, "mode")?,
        from: side("from")?,
        to: side("to")?,
        hours: estimate(record, "hours")?,
        usd: estimate(record, "usd")?,
        control: record.text("control")? == "yes",
        source: owned(record, "source")?,
        confidence: word(record, "confidence")?,
    })
}

fn exchange(record: &RawRecord, places: &HashMap<String, PlaceIx>) -> Option<Exchange> {
    let end = |field: &str| record.text(field).and_then(|id| places.get(id).copied());
    Some(Exchange {
        id: owned(record, "id")?,
        name: owned(record, "name")?,
        from: end("from")?,
        to: end("to")?,
        through: parsed(record, "through")?,
        commodity: owned(record, "commodity")?,
        contract: owned(record, "contract").or_else(|| owned(record, "id"))?,
        capacity: estimate(record, "capacity")?,
        commission_pct: estimate(record, "commission_pct")?,
        opened: optional(record, "opened", parsed)?,
        closed: optional(record, "closed", parsed)?,
        source: owned(record, "source")?,
        confidence: word(record, "confidence")?,
        note: owned(record, "note"),
    })
}

fn terminal(record: &RawRecord) -> Option<Terminal> {
    Some(Terminal {
        at: owned(record, "where")?,
        from: word(record, "from")?,
        to: word(record, "to")?,
        hours: estimate(record, "hours")?,
        usd: estimate(record, "usd")?,
        source: owned(record, "source")?,
        confidence: word(record, "confidence")?,
    })
}

fn impedance(record: &RawRecord) -> Option<Impedance> {
    Some(Impedance {
        mode: word(record, "mode")?,
        area: owned(record, "area")?,
        km_per_day: estimate(record, "km_per_day")?,
        usd_per_teu_km: estimate(record, "usd_per_teu_km")?,
        co2e_kg_per_tkm: estimate(record, "co2e_kg_per_tkm")?,
        time_source: owned(record, "time_source")?,
        cost_source: owned(record, "cost_source")?,
        emission_source: owned(record, "emission_source")?,
        confidence: word(record, "confidence")?,
        calibrated: record.text("calibrated")? == "yes",
    })
}

fn load(record: &RawRecord) -> Option<Load> {
    let factor = |mode: Mode| Some((mode, record.number(mode.word())?));
    Some(Load {
        id: owned(record, "load")?,
        name: owned(record, "name")?,
        tonnes: record.number("tonnes")?,
        factors: [factor(Mode::Rail)?, factor(Mode::Road)?, factor(Mode::Sea)?, factor(Mode::Ferry)?, factor(Mode::Pipeline)?],
        source: owned(record, "source")?,
    })
}

fn event(record: &RawRecord) -> Option<Event> {
    Some(Event {
        id: owned(record, "id")?,
        title: owned(record, "title")?,
        effect: word(record, "effect")?,
        scope: word(record, "scope")?,
        target: owned(record, "target")?,
        mode: optional(record, "mode", word)?,
        from: parsed(record, "from")?,
        until: optional(record, "until", parsed)?,
        hours: estimate(record, "hours"),
        source: owned(record, "source")?,
        confidence: word(record, "confidence")?,
        note: owned(record, "note"),
    })
}

fn flow(record: &RawRecord) -> Option<Flow> {
    Some(Flow {
        id: owned(record, "id")?,
        definition: owned(record, "definition")?,
        origin: owned(record, "origin")?,
        destination: owned(record, "destination")?,
        branch: owned(record, "branch"),
        value: record.number("value")?,
        unit: owned(record, "unit")?,
        period: owned(record, "period")?,
        year: owned(record, "year")?,
        source: owned(record, "source")?,
        confidence: word(record, "confidence")?,
        note: owned(record, "note"),
    })
}

fn corridor(record: &RawRecord) -> Option<Corridor> {
    Some(Corridor {
        id: owned(record, "id")?,
        name: owned(record, "name")?,
        aliases: owned_list(record, "aliases"),
        description: owned(record, "description")?,
    })
}

fn source(record: &RawRecord) -> Option<Source> {
    Some(Source {
        id: owned(record, "id")?,
        title: owned(record, "title")?,
        publisher: owned(record, "publisher"),
        year: owned(record, "year"),
        url: owned(record, "url"),
        read: owned(record, "read")?,
        confidence: word(record, "confidence")?,
        note: owned(record, "note"),
    })
}

fn validation(record: &RawRecord) -> Option<ValidationCase> {
    Some(ValidationCase {
        id: owned(record, "id")?,
        origin: owned(record, "origin")?,
        destination: owned(record, "destination")?,
        route: owned(record, "route")?,
        quantity: owned(record, "quantity")?,
        value: record.number("value")?,
        unit: owned(record, "unit")?,
        low: record.number("low")?,
        high: record.number("high")?,
        source: owned(record, "source")?,
        year: owned(record, "year")?,
        confidence: word(record, "confidence")?,
        method: owned(record, "method")?,
        args: owned(record, "args").unwrap_or_default(),
        independent: record.text("independent")? == "yes",
        note: owned(record, "note"),
    })
}
