//! A path of links told as a journey: legs, borders and transfers in order, totals, shares by country, and where every figure
//! comes from. The value is made once; tables, JSON, CSV and GeoJSON only show it.

use std::collections::BTreeMap;

use geo::LineString;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cost::{LinkCost, length_km};
use crate::error::Error;
use crate::model::{Confidence, Country, Dataset, Date, Estimate, EventEffect, Mode, PlaceIx, Status, sources_of};
use crate::network::{Layer, LinkId, LinkKind, Path, View};

/// One route. Times are hours, money United States dollars for one load unit, emissions kg CO2 equivalent for one load unit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Itinerary {
    /// Sums over all legs. Low and high are the sums of the lows and of the highs: the widest band, as if all went well or badly at once.
    pub totals: Totals,
    /// Shares by country and sea, the largest time first. Time and money at a border count half for each side.
    pub countries: Vec<CountryShare>,
    /// The journey in order: travel, borders, changes of gauge, transfers and passages.
    pub legs: Vec<Leg>,
    /// Links used that do not operate at the base date: planned, under construction or disused.
    pub not_operating: Vec<NotOperating>,
    /// Dated events that concern the route, in force at the date asked for or not.
    pub events: Vec<EventNote>,
    /// How the lengths are known.
    pub lengths: LengthBasis,
    /// Share of the totals that rests on figures of low confidence, 0..1.
    pub low_confidence: LowConfidence,
    /// Kilometres off the corridor that was to be kept to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub off_corridor_km: Option<f64>,
    /// Every source used, with what for.
    pub sources: Vec<SourceUse>,
}

/// Sums over a route.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Totals {
    /// Kilometres.
    pub km: f64,
    /// Hours.
    pub hours: Estimate<f64>,
    /// United States dollars for one load unit.
    pub usd: Estimate<f64>,
    /// kg CO2 equivalent for one load unit, tank to wheel.
    pub co2e_kg: Estimate<f64>,
    /// Borders at which officials check the traffic.
    pub border_crossings: usize,
    /// Changes of track gauge.
    pub gauge_changes: usize,
    /// Changes of mode, ship or ferry.
    pub transfers: usize,
}

/// What lies in one country or on one sea.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CountryShare {
    /// ISO 3166-1 alpha-2; `XZ` for the sea outside any country.
    #[schemars(with = "String")]
    pub country: Country,
    /// Name of the country, or of the sea.
    pub name: String,
    /// Kilometres.
    pub km: f64,
    /// Hours, central.
    pub hours: f64,
    /// United States dollars, central.
    pub usd: f64,
    /// Share of the kilometres, 0..1.
    pub share_km: f64,
    /// Share of the hours, 0..1.
    pub share_hours: f64,
    /// Share of the dollars, 0..1.
    pub share_usd: f64,
}

/// What a leg is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LegKind {
    /// Along lines, by one mode in one country or on one sea.
    Travel,
    /// Across a border.
    Border,
    /// From one track gauge to another.
    GaugeChange,
    /// From one mode, ship or ferry to another.
    Transfer,
    /// Through a strait or canal end.
    Passage,
    /// Handed over here, given back there.
    Swap,
}

/// One row of the journey.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Leg {
    /// What it is.
    pub kind: LegKind,
    /// The mode; of arrival, for a transfer.
    pub mode: Mode,
    /// The mode of departure, for a transfer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_mode: Option<Mode>,
    /// Track gauge in mm; of arrival, for a change of gauge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gauge_mm: Option<u16>,
    /// Track gauge of departure in mm, for a change of gauge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_gauge_mm: Option<u16>,
    /// Where it begins.
    pub from: PlaceRef,
    /// Where it ends; the same place for everything but travel and swaps.
    pub to: PlaceRef,
    /// The country it lies in, or that is left at a border.
    #[schemars(with = "String")]
    pub country: Country,
    /// The country that is entered at a border.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub to_country: Option<Country>,
    /// Name of the sea.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sea: Option<String>,
    /// Kilometres.
    pub km: f64,
    /// Hours.
    pub hours: Estimate<f64>,
    /// United States dollars for one load unit.
    pub usd: Estimate<f64>,
    /// kg CO2 equivalent for one load unit.
    pub co2e_kg: Estimate<f64>,
    /// Ids of the segments, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<String>,
    /// The worst confidence of its figures.
    pub confidence: Confidence,
    /// Every figure that it is made of, with its source.
    pub figures: Vec<Figure>,
    #[serde(skip)]
    #[schemars(skip)]
    pub(crate) line: LineString<f64>,
    #[serde(skip)]
    #[schemars(skip)]
    cost: LinkCost,
}

/// A place, as much as an answer says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceRef {
    /// Its id.
    pub id: String,
    /// Its English name.
    pub name: String,
    /// Its country; both, joined by `/`, at a border.
    pub country: String,
}

impl PlaceRef {
    /// What an answer says of a place.
    pub fn of(data: &Dataset, ix: PlaceIx) -> PlaceRef {
        let place = data.place(ix);
        let countries: Vec<&str> = place.countries.iter().map(Country::as_str).collect();
        PlaceRef { id: place.id.clone(), name: place.name.clone(), country: countries.join("/") }
    }
}

/// One figure, with its source.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Figure {
    /// What it is: `length`, `speed`, `price`, `emissions`, `border time`, ...
    pub what: String,
    /// What it is of: a segment id, or a row of a table.
    pub of: String,
    /// The figure; low and high are the same where it is one number.
    pub value: Estimate<f64>,
    /// Its unit.
    pub unit: String,
    /// How it is known: `published`, `drawn line, WGS84`, or the file with the table.
    pub basis: String,
    /// Source ids.
    pub sources: Vec<String>,
    /// Confidence.
    pub confidence: Confidence,
    /// Conflicting figures or a remark, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A link that does not operate at the base date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NotOperating {
    /// Segment id.
    pub segment: String,
    /// Its name, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its status.
    pub status: Status,
    /// The date for which the source gives the status.
    #[schemars(with = "String")]
    pub status_as_of: Date,
    /// When it is said to open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub expected: Option<Date>,
    /// Kilometres.
    pub km: f64,
    /// Source ids.
    pub sources: Vec<String>,
}

/// A dated event that concerns the route.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EventNote {
    /// Its id.
    pub id: String,
    /// One line.
    pub title: String,
    /// `closed`, `restricted` or `note`.
    pub effect: String,
    /// First day.
    #[schemars(with = "String")]
    pub from: Date,
    /// Last day; none if no end is known.
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
    /// Whether it is in force at the date asked for.
    pub in_force: bool,
    /// Source ids.
    pub sources: Vec<String>,
    /// Confidence.
    pub confidence: Confidence,
}

/// How the lengths are known.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LengthBasis {
    /// Kilometres of segments with a published length.
    pub published_km: f64,
    /// Kilometres measured along the drawn line on the WGS84 ellipsoid.
    pub drawn_km: f64,
}

/// Shares that rest on figures of low confidence.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LowConfidence {
    /// Of the kilometres.
    pub km: f64,
    /// Of the hours.
    pub hours: f64,
    /// Of the dollars.
    pub usd: f64,
}

/// A source, and what it was used for.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SourceUse {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Publisher, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How it was read: `excerpt`, `second-hand`, `derived`, `not-read`.
    pub read: String,
    /// Confidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// What it was used for.
    pub used_for: Vec<String>,
}

impl Itinerary {
    /// Tells a path as a journey.
    ///
    /// # Errors
    /// [`Error::Internal`] where the links do not join, or the legs do not add up to the path.
    pub fn of(view: &View, path: &Path, corridor: Option<&str>) -> Result<Itinerary, Error> {
        check_joined(view, path)?;
        let data = view.data;
        let mut legs: Vec<Leg> = Vec::new();
        for link in &path.links {
            let leg = leg(view, *link);
            match legs.last_mut() {
                Some(last) if continues(last, &leg) => last.extend(leg),
                _ => legs.push(leg),
            }
        }
        let total = legs.iter().fold(LinkCost::default(), |sum, leg| sum.plus(leg.cost));
        let by_link = path.links.iter().fold(LinkCost::default(), |sum, link| sum.plus(*view.cost(*link)));
        if total != by_link {
            return Err(Error::Internal("the legs of a route do not add up to its links".into()));
        }
        let count = |kind: LegKind| legs.iter().filter(|leg| leg.kind == kind).count();
        let controls = path.links.iter().filter(|link| is_control(view, **link)).count();
        let totals = Totals {
            km: km(total.millimetres),
            hours: total.seconds.map(hours),
            usd: total.cents.map(usd),
            co2e_kg: total.grams.map(kg),
            border_crossings: controls,
            gauge_changes: count(LegKind::GaugeChange),
            transfers: count(LegKind::Transfer),
        };
        let segments = || path.links.iter().filter_map(|link| view.segment_of(*link)).map(|ix| data.segment(ix));
        let length_of = |wanted: &dyn Fn(&crate::model::Segment) -> bool| {
            segments().filter(|s| wanted(s)).map(length_km).fold(0.0, |sum, km| sum + km)
        };
        Ok(Itinerary {
            countries: countries(data, &legs, &total),
            not_operating: not_operating(view, path),
            events: events(view, path),
            lengths: LengthBasis {
                published_km: round(length_of(&|s| s.length.is_some()), 1),
                drawn_km: round(length_of(&|s| s.length.is_none()), 1),
            },
            low_confidence: low_confidence(view, path, &total),
            off_corridor_km: corridor.map(|id| round(length_of(&|s| !s.corridors.iter().any(|c| c == id)), 1)),
            sources: sources(data, &legs),
            totals,
            legs,
        })
    }
}

fn check_joined(view: &View, path: &Path) -> Result<(), Error> {
    let is_joined = path.links.windows(2).all(|pair| view.network.ends(pair[0]).1 == view.network.ends(pair[1]).0);
    let is_open = path.links.iter().all(|link| view.closure(*link).is_none());
    if is_joined && is_open { Ok(()) } else { Err(Error::Internal("the links of a route do not join, or one is closed".into())) }
}

fn is_control(view: &View, link: LinkId) -> bool {
    matches!(view.network.link(link).kind, LinkKind::Crossing { row } if view.data.crossings[row].control)
}

/// Travel by one mode in one country or on one sea is one leg, however many segments it has.
fn continues(last: &Leg, next: &Leg) -> bool {
    last.kind == LegKind::Travel
        && next.kind == LegKind::Travel
        && (last.mode, last.gauge_mm, last.country, &last.sea) == (next.mode, next.gauge_mm, next.country, &next.sea)
}

impl Leg {
    fn extend(&mut self, next: Leg) {
        self.cost = self.cost.plus(next.cost);
        self.fill();
        self.to = next.to;
        self.segments.extend(next.segments);
        self.confidence = self.confidence.min(next.confidence);
        for figure in next.figures {
            if !self.figures.contains(&figure) {
                self.figures.push(figure);
            }
        }
        self.line.0.extend(next.line.0.into_iter().skip(1));
    }

    fn fill(&mut self) {
        self.km = km(self.cost.millimetres);
        self.hours = self.cost.seconds.map(hours);
        self.usd = self.cost.cents.map(usd);
        self.co2e_kg = self.cost.grams.map(kg);
    }
}

fn leg(view: &View, link: LinkId) -> Leg {
    let data = view.data;
    let (from, to) = view.network.ends(link);
    let (a, b) = (view.network.node(from), view.network.node(to));
    let mut leg = Leg {
        kind: LegKind::Travel,
        mode: a.layer.mode,
        to_mode: None,
        gauge_mm: a.layer.gauge_mm,
        to_gauge_mm: None,
        from: PlaceRef::of(data, a.place),
        to: PlaceRef::of(data, b.place),
        country: a.side,
        to_country: None,
        sea: None,
        km: 0.0,
        hours: Estimate::default(),
        usd: Estimate::default(),
        co2e_kg: Estimate::default(),
        segments: Vec::new(),
        confidence: Confidence::High,
        figures: Vec::new(),
        line: LineString::new(Vec::new()),
        cost: *view.cost(link),
    };
    match view.network.link(link).kind {
        LinkKind::Segment { segment, reversed, impedance } => {
            let segment = data.segment(segment);
            leg.country = segment.country;
            leg.sea = segment.sea.clone();
            leg.segments.push(segment.id.clone());
            leg.line = segment.line.clone();
            if reversed {
                leg.line.0.reverse();
            }
            leg.figures = travel_figures(data, segment, impedance);
        }
        LinkKind::Crossing { row } => {
            leg.kind = LegKind::Border;
            leg.to_country = Some(b.side);
            let crossing = &data.crossings[row];
            let of = format!("{} {} to {}", leg.from.id, a.side, b.side);
            leg.figures = handling_figures(
                "border",
                &of,
                crossing.hours,
                crossing.usd,
                "crossings.csv",
                &crossing.source,
                crossing.confidence,
            );
        }
        LinkKind::Transfer { row } => {
            leg.kind =
                if a.layer.mode == Mode::Rail && b.layer.mode == Mode::Rail { LegKind::GaugeChange } else { LegKind::Transfer };
            leg.to_mode = Some(b.layer.mode).filter(|_| leg.kind == LegKind::Transfer);
            leg.to_gauge_mm = b.layer.gauge_mm.filter(|_| leg.kind == LegKind::GaugeChange);
            leg.figures = terminal_figures(data, row, a.layer, b.layer, &leg.from.id, "terminal");
        }
        LinkKind::Passage { row } => {
            leg.kind = LegKind::Passage;
            leg.country = data.place(a.place).country();
            leg.sea = data.place(a.place).sea.clone();
            if let Some(row) = row {
                leg.figures = terminal_figures(data, row, a.layer, b.layer, &leg.from.id, "passage");
            }
        }
        LinkKind::Exchange { row } => {
            let exchange = &data.exchanges[row];
            leg.kind = LegKind::Swap;
            leg.figures = vec![
                figure(
                    "capacity",
                    &exchange.id,
                    exchange.capacity,
                    "bcm a year",
                    "exchanges.csv",
                    &exchange.source,
                    exchange.confidence,
                    exchange.note.clone(),
                ),
                figure(
                    "commission",
                    &exchange.id,
                    exchange.commission_pct,
                    "per cent",
                    "exchanges.csv",
                    &exchange.source,
                    exchange.confidence,
                    None,
                ),
            ];
        }
    }
    for row in view.restrictions(link) {
        let event = &data.events[row];
        if let Some(value) = event.hours {
            leg.figures.push(figure(
                "delay",
                &event.title,
                value,
                "h",
                "events.csv",
                &event.source,
                event.confidence,
                event.note.clone(),
            ));
        }
    }
    leg.confidence = leg.figures.iter().map(|f| f.confidence).min().unwrap_or(Confidence::High);
    leg.fill();
    leg
}

fn travel_figures(data: &Dataset, segment: &crate::model::Segment, impedance: usize) -> Vec<Figure> {
    let row = &data.impedances[impedance];
    let of = format!("{} in {}", row.mode.word(), if row.area == "*" { "any area" } else { &row.area });
    let remark = row.calibrated.then(|| "calibrated against published figures, see docs/method.md".to_owned());
    let table = |what: &str, value: Estimate<f64>, unit: &str, source: &str| {
        figure(what, &of, value, unit, "impedances.csv", source, row.confidence, remark.clone())
    };
    let length = Estimate::exact(round(length_km(segment), 3));
    let (basis, source) = match &segment.length {
        Some((_, source)) => ("published", source.as_str()),
        None => ("drawn line, WGS84", segment.source.as_str()),
    };
    vec![
        figure("length", &segment.id, length, "km", basis, source, segment.confidence, segment.other_lengths.clone()),
        table("speed", row.km_per_day, "km a day", &row.time_source),
        table("price", row.usd_per_teu_km, "USD per TEU-km", &row.cost_source),
        table("emissions", row.co2e_kg_per_tkm, "kg CO2e per tonne-km", &row.emission_source),
    ]
}

fn terminal_figures(data: &Dataset, row: usize, from: Layer, to: Layer, place: &str, what: &str) -> Vec<Figure> {
    let terminal = &data.terminals[row];
    let named = |layer: Layer| {
        layer.gauge_mm.map_or_else(|| layer.mode.word().to_owned(), |gauge| format!("{} {gauge}", layer.mode.word()))
    };
    let of = format!("{place}, {} to {}", named(from), named(to));
    handling_figures(what, &of, terminal.hours, terminal.usd, "terminals.csv", &terminal.source, terminal.confidence)
}

fn handling_figures(
    what: &str,
    of: &str,
    hours: Estimate<f64>,
    usd: Estimate<f64>,
    file: &str,
    source: &str,
    confidence: Confidence,
) -> Vec<Figure> {
    vec![
        figure(&format!("{what} time"), of, hours, "h", file, source, confidence, None),
        figure(&format!("{what} price"), of, usd, "USD per TEU", file, source, confidence, None),
    ]
}

#[allow(clippy::too_many_arguments)]
fn figure(
    what: &str,
    of: &str,
    value: Estimate<f64>,
    unit: &str,
    basis: &str,
    source: &str,
    confidence: Confidence,
    note: Option<String>,
) -> Figure {
    Figure {
        what: what.to_owned(),
        of: of.to_owned(),
        value,
        unit: unit.to_owned(),
        basis: basis.to_owned(),
        sources: sources_of(source).map(str::to_owned).collect(),
        confidence,
        note,
    }
}

/// Shares by country. A border's time and money count half for each side (`docs/method.md`, "Exposure").
fn countries(data: &Dataset, legs: &[Leg], total: &LinkCost) -> Vec<CountryShare> {
    let mut sums: BTreeMap<(Country, Option<String>), (u64, u64, u64)> = BTreeMap::new();
    let mut add = |country: Country, sea: Option<&String>, mm: u64, seconds: u64, cents: u64| {
        let key = (country, sea.filter(|_| country.is_high_seas()).cloned());
        let sum = sums.entry(key).or_default();
        *sum = (sum.0 + mm, sum.1 + seconds, sum.2 + cents);
    };
    for leg in legs {
        let (mm, seconds, cents) = (leg.cost.millimetres, leg.cost.seconds.central, leg.cost.cents.central);
        match leg.to_country {
            Some(entered) => {
                add(leg.country, None, mm, seconds / 2, cents / 2);
                add(entered, None, 0, seconds - seconds / 2, cents - cents / 2);
            }
            None => add(leg.country, leg.sea.as_ref(), mm, seconds, cents),
        }
    }
    let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let mut shares: Vec<(u64, CountryShare)> = sums
        .into_iter()
        .map(|((country, sea), (mm, seconds, cents))| {
            let share = CountryShare {
                country,
                name: sea.unwrap_or_else(|| data.country_name(country).to_owned()),
                km: km(mm),
                hours: hours(seconds),
                usd: usd(cents),
                share_km: share(mm, total.millimetres),
                share_hours: share(seconds, total.seconds.central),
                share_usd: share(cents, total.cents.central),
            };
            (seconds, share)
        })
        .collect();
    shares.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| (x.country, &x.name).cmp(&(y.country, &y.name))));
    shares.into_iter().map(|(_, share)| share).collect()
}

fn not_operating(view: &View, path: &Path) -> Vec<NotOperating> {
    let segments = path.links.iter().filter_map(|link| view.segment_of(*link)).map(|ix| view.data.segment(ix));
    segments
        .filter(|segment| segment.status != Status::Operating)
        .map(|segment| NotOperating {
            segment: segment.id.clone(),
            name: segment.name.clone(),
            status: segment.status,
            status_as_of: segment.status_as_of,
            expected: segment.expected,
            km: round(length_km(segment), 3),
            sources: sources_of(&segment.source).map(str::to_owned).collect(),
        })
        .collect()
}

fn events(view: &View, path: &Path) -> Vec<EventNote> {
    use crate::model::Word;
    let data = view.data;
    let concerned = |event: &crate::model::Event| path.links.iter().any(|link| view.concerns(*link, event));
    let mut notes: Vec<EventNote> = data
        .events
        .iter()
        .filter(|event| concerned(event))
        .map(|event| EventNote {
            id: event.id.clone(),
            title: event.title.clone(),
            effect: EventEffect::WORDS.iter().find(|(_, e)| *e == event.effect).map_or("", |(word, _)| word).to_owned(),
            from: event.from,
            until: event.until,
            in_force: event.is_in_force(view.as_of),
            sources: sources_of(&event.source).map(str::to_owned).collect(),
            confidence: event.confidence,
        })
        .collect();
    notes.sort_by(|a, b| (b.in_force, a.from.first_day(), &a.id).cmp(&(a.in_force, b.from.first_day(), &b.id)));
    notes
}

fn low_confidence(view: &View, path: &Path, total: &LinkCost) -> LowConfidence {
    let data = view.data;
    let (mut mm, mut seconds, mut cents) = (0u64, 0u64, 0u64);
    for link in &path.links {
        let cost = view.cost(*link);
        let (length, time) = match view.network.link(*link).kind {
            LinkKind::Segment { segment, impedance, .. } => {
                (data.segment(segment).confidence, data.impedances[impedance].confidence)
            }
            LinkKind::Crossing { row } => (Confidence::High, data.crossings[row].confidence),
            LinkKind::Transfer { row } | LinkKind::Passage { row: Some(row) } => {
                (Confidence::High, data.terminals[row].confidence)
            }
            LinkKind::Passage { row: None } => (Confidence::High, Confidence::High),
            LinkKind::Exchange { row } => (Confidence::High, data.exchanges[row].confidence),
        };
        if length == Confidence::Low {
            mm += cost.millimetres;
        }
        if time == Confidence::Low {
            seconds += cost.seconds.central;
            cents += cost.cents.central;
        }
    }
    let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { round(part as f64 / whole as f64, 4) };
    LowConfidence {
        km: share(mm, total.millimetres),
        hours: share(seconds, total.seconds.central),
        usd: share(cents, total.cents.central),
    }
}

fn sources(data: &Dataset, legs: &[Leg]) -> Vec<SourceUse> {
    let mut used: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for figure in legs.iter().flat_map(|leg| &leg.figures) {
        for id in &figure.sources {
            let list = used.entry(id).or_default();
            if !list.contains(&figure.what) {
                list.push(figure.what.clone());
            }
        }
    }
    used.into_iter()
        .map(|(id, used_for)| {
            let source = data.source(id);
            SourceUse {
                id: id.to_owned(),
                title: source.map_or_else(String::new, |s| s.title.clone()),
                publisher: source.and_then(|s| s.publisher.clone()),
                year: source.and_then(|s| s.year.clone()),
                url: source.and_then(|s| s.url.clone()),
                read: source.map_or_else(String::new, |s| s.read.clone()),
                confidence: source.map(|s| s.confidence),
                used_for,
            }
        })
        .collect()
}

fn round(value: f64, places: i32) -> f64 {
    let scale = 10f64.powi(places);
    (value * scale).round() / scale
}

fn km(millimetres: u64) -> f64 {
    round(millimetres as f64 / 1e6, 3)
}

fn hours(seconds: u64) -> f64 {
    round(seconds as f64 / 3600.0, 3)
}

fn usd(cents: u64) -> f64 {
    cents as f64 / 100.0
}

fn kg(grams: u64) -> f64 {
    grams as f64 / 1000.0
}
