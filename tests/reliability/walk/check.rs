//! One printed route against the files: only its JSON is known.

use std::collections::{BTreeMap, HashMap, HashSet};

use corridor::model::{Dataset, PlaceKind, Segment, Word};
use serde_json::Value;

/// What somebody needs who walks a route.
pub struct Files<'a> {
    pub data: &'a Dataset,
    pub segments: &'a HashMap<&'a str, &'a Segment>,
    /// Segments that may be used.
    pub open: &'a HashSet<&'a str>,
}

/// Half of the last decimal that is printed: of km, hours and kg, and of dollars.
const HALF: f64 = 0.000_5;
const HALF_CENT: f64 = 0.005;

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// How many legs are of a kind.
pub fn count(route: &Value, kind: &str) -> usize {
    list(&route["legs"]).iter().filter(|leg| leg["kind"] == kind).count()
}

fn says(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

/// Whether rounded parts add up to a rounded whole.
fn adds_up(what: &str, parts: impl Iterator<Item = f64>, whole: f64, half: f64) -> Result<(), String> {
    let (sum, n) = parts.fold((0.0, 1.0), |(sum, n), part| (sum + part, n + 1.0));
    says((sum - whole).abs() <= half * n + 1e-6, || format!("{what} add up to {sum}, not {whole}"))
}

impl Files<'_> {
    /// Walks it from one place to the other.
    pub fn walk(&self, route: &Value, [from, to]: [&str; 2]) -> Result<(), String> {
        let legs = list(&route["legs"]);
        let id = |leg: &Value, end: &str| text(&leg[end]["id"]).to_owned();
        let (first, last) = (legs.first().ok_or("no legs")?, legs.last().ok_or("no legs")?);
        says(id(first, "from") == from && id(last, "to") == to, || "it does not run where it was asked for".into())?;
        for pair in legs.windows(2) {
            says(id(&pair[0], "to") == id(&pair[1], "from"), || format!("legs do not join at {}", id(&pair[0], "to")))?;
            self.goes_on(&pair[0], &pair[1])?;
        }
        for leg in legs {
            if leg["kind"] == "travel" { self.travel(leg)? } else { self.stop(leg)? }
        }
        self.totals(route, legs)?;
        countries(route, legs)
    }

    /// A travel leg runs along segments of the files, each from where the last one ended.
    fn travel(&self, leg: &Value) -> Result<(), String> {
        let figures = list(&leg["figures"]).iter().filter(|figure| figure["what"] == "length");
        let lengths: HashMap<&str, f64> =
            figures.map(|figure| (text(&figure["of"]), number(&figure["value"]["central"]))).collect();
        let mut at = text(&leg["from"]["id"]);
        for id in list(&leg["segments"]).iter().map(text) {
            let segment = self.segments.get(id).ok_or_else(|| format!("{id} is no segment"))?;
            says(self.open.contains(id), || format!("{id} is closed"))?;
            let [a, b] = [segment.from, segment.to].map(|ix| self.data.place(ix).id.as_str());
            at = if at == a {
                b
            } else if at == b && !segment.is_oneway {
                a
            } else {
                return Err(format!("{id} does not go on at {at}"));
            };
            let own = (segment.mode.word(), segment.gauge_mm, segment.country.as_str(), segment.sea.as_deref());
            let said =
                (text(&leg["mode"]), leg["gauge_mm"].as_u64().map(|g| g as u16), text(&leg["country"]), leg["sea"].as_str());
            says(own == said, || format!("{id} is {own:?}, its leg {said:?}"))?;
            let km = lengths.get(id).copied().unwrap_or(f64::NAN);
            let (wanted, within) = match &segment.length {
                Some((km, _)) => (*km, HALF + 1e-9),
                None => (on_a_sphere(segment), 0.007 * on_a_sphere(segment)),
            };
            says((km - wanted).abs() <= within, || format!("{id} is {km} km long, by the files {wanted}"))?;
        }
        says(at == text(&leg["to"]["id"]), || format!("a leg ends at {at}"))?;
        let is_by_ship = ["sea", "ferry"].contains(&text(&leg["mode"]));
        let segments = list(&leg["segments"]);
        says(!segments.is_empty() && (!is_by_ship || segments.len() == 1), || "a ship goes on without a stop".into())?;
        adds_up("segments of a leg", segments.iter().map(|id| lengths[text(id)]), number(&leg["km"]), HALF)
    }

    /// What is no travel stays where it is, except a swap.
    fn stop(&self, leg: &Value) -> Result<(), String> {
        let at = text(&leg["from"]["id"]);
        says(number(&leg["km"]) == 0.0 && list(&leg["segments"]).is_empty(), || format!("a stop at {at} has a length"))?;
        says(leg["kind"] == "swap" || at == text(&leg["to"]["id"]), || format!("a stop moves from {at}"))?;
        let place = self.data.places.iter().find(|place| place.id == at).ok_or("a place of the files")?;
        let sides = ["country", "to_country"].map(|side| text(&leg[side]));
        let is_of = |side: &str| place.countries.iter().any(|country| country.as_str() == side);
        says(leg["kind"] != "border" || (sides[0] != sides[1] && sides.iter().all(|side| is_of(side))), || {
            format!("at {at} no border of {sides:?} is crossed")
        })
    }

    /// Mode and gauge change in stops only, and the country on land at a border only.
    fn goes_on(&self, leg: &Value, next: &Value) -> Result<(), String> {
        let at = text(&next["from"]["id"]);
        if self.data.places.iter().any(|place| place.id == at && place.kind == PlaceKind::Node) {
            return Ok(());
        }
        let changed = |now: &str, then: &str| leg.get(then).unwrap_or(&leg[now]);
        says(changed("mode", "to_mode") == &next["mode"], || format!("the mode changes on the way at {at}"))?;
        let gauge = changed("gauge_mm", "to_gauge_mm");
        let is_known = leg["kind"] != "transfer";
        says(!is_known || gauge == &next["gauge_mm"], || format!("the gauge changes on the way at {at}"))?;
        let is_on_land = leg["kind"] == "border" || (leg["kind"] == "travel" && next["kind"] == "travel");
        says(!is_on_land || changed("country", "to_country") == &next["country"], || format!("no border is crossed at {at}"))
    }

    fn totals(&self, route: &Value, legs: &[Value]) -> Result<(), String> {
        let totals = &route["totals"];
        adds_up("km of legs", legs.iter().map(|leg| number(&leg["km"])), number(&totals["km"]), HALF)?;
        for (quantity, half) in [("hours", HALF), ("usd", HALF_CENT), ("co2e_kg", HALF)] {
            for end in ["low", "central", "high"] {
                let parts = legs.iter().map(|leg| number(&leg[quantity][end]));
                adds_up(&format!("{quantity} {end} of legs"), parts, number(&totals[quantity][end]), half)?;
            }
            let [low, central, high] = ["low", "central", "high"].map(|end| number(&totals[quantity][end]));
            says(low <= central && central <= high, || format!("{quantity} are out of order"))?;
        }
        let controls = legs.iter().filter(|leg| leg["control"] == true).count();
        for (what, counted) in [
            ("border_crossings", controls),
            ("gauge_changes", count(route, "gauge_change")),
            ("transfers", count(route, "transfer")),
        ] {
            says(totals[what] == counted, || format!("{what}: {} and not {counted}", totals[what]))?;
        }
        let known = &route["lengths"];
        adds_up(
            "published and drawn km",
            ["published_km", "drawn_km"].iter().map(|of| number(&known[of])),
            number(&totals["km"]),
            0.05,
        )
    }
}

/// What lies in each country or sea is what the legs say; a border counts half for each side.
fn countries(route: &Value, legs: &[Value]) -> Result<(), String> {
    let mut own: BTreeMap<(&str, &str), [Vec<f64>; 3]> = BTreeMap::new();
    for leg in legs {
        let sides = [text(&leg["country"]), leg.get("to_country").map_or("", text)];
        let sides = sides.into_iter().filter(|side| !side.is_empty());
        let (part, figures) = (sides.clone().count() as f64, [&leg["km"], &leg["hours"]["central"], &leg["usd"]["central"]]);
        for side in sides {
            let sums = own.entry((side, if side == "XZ" { text(&leg["sea"]) } else { "" })).or_default();
            (0..3).for_each(|i| sums[i].push(number(figures[i]) / part));
        }
    }
    let shares = list(&route["countries"]);
    says(shares.len() == own.len(), || format!("{} countries and seas, by the legs {}", shares.len(), own.len()))?;
    for share in shares {
        let country = text(&share["country"]);
        let sums = own.get(&(country, if country == "XZ" { text(&share["name"]) } else { "" }));
        let sums = sums.ok_or_else(|| format!("no leg lies in {country}"))?;
        for (i, (figure, half)) in [("km", HALF), ("hours", HALF), ("usd", HALF_CENT)].into_iter().enumerate() {
            adds_up(&format!("{figure} in {country}"), sums[i].iter().copied(), number(&share[figure]), half)?;
        }
    }
    for (figure, total) in [
        ("km", &route["totals"]["km"]),
        ("hours", &route["totals"]["hours"]["central"]),
        ("usd", &route["totals"]["usd"]["central"]),
    ] {
        let sum: f64 = shares.iter().map(|share| number(&share[format!("share_{figure}")])).sum();
        says((sum - 1.0).abs() < 1e-9 || (number(total) < 0.01 && sum == 0.0), || format!("shares of {figure} add up to {sum}"))?;
        adds_up(&format!("{figure} of countries"), shares.iter().map(|share| number(&share[figure])), number(total), HALF_CENT)?;
    }
    Ok(())
}

/// Length of a drawn line on a sphere, which is within 0.6 % of that on the ellipsoid.
fn on_a_sphere(segment: &Segment) -> f64 {
    let points = segment.line.0.windows(2).map(|pair| {
        let [(x0, y0), (x1, y1)] = [0, 1].map(|i| (pair[i].x.to_radians(), pair[i].y.to_radians()));
        let half = ((y1 - y0) / 2.0).sin().powi(2) + y0.cos() * y1.cos() * ((x1 - x0) / 2.0).sin().powi(2);
        2.0 * 6371.0088 * half.sqrt().asin()
    });
    points.sum()
}
