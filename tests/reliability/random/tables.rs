//! Random tables: what travel, borders and terminals take, and what happened when.

use corridor::model::{
    BASE_DATE, Confidence, Crossing, Dataset, Date, Estimate, Event, EventEffect, EventScope, Exchange, Impedance, Load, Mode,
    PlaceIx, Terminal,
};

use super::{Draw, SEAS, countries};

const ALL: [Mode; 5] = [Mode::Rail, Mode::Road, Mode::Sea, Mode::Ferry, Mode::Pipeline];

/// Adds the tables to places and segments.
pub fn fill(draw: &mut Draw, data: &mut Dataset) {
    data.loads = [("teu", 18.0, [1.0; 5]), ("feu", 24.0, [1.6, 1.2, 1.7, 1.5, 1.3])]
        .map(|(id, tonnes, factors)| {
            let factors = [0, 1, 2, 3, 4].map(|i| (ALL[i], factors[i]));
            Load { id: id.into(), name: id.into(), tonnes, factors, source: "s".into() }
        })
        .into();
    impedances(draw, data);
    crossings(draw, data);
    terminals(draw, data);
    events(draw, data);
    exchanges(draw, data);
}

fn impedances(draw: &mut Draw, data: &mut Dataset) {
    let areas = countries().map(|country| country.to_string()).into_iter().chain(SEAS.map(str::to_owned));
    let areas: Vec<String> = areas.filter(|_| draw.percent(40)).collect();
    for mode in ALL {
        let own: Vec<&str> = areas.iter().map(String::as_str).filter(|_| draw.percent(60)).chain(["*"]).collect();
        for area in own {
            let cheapest = if draw.percent(5) { 0 } else { 5 };
            data.impedances.push(Impedance {
                mode,
                area: area.into(),
                // No speed is a multiple of 256 km a day, so no time lies half-way between two milliseconds.
                km_per_day: draw.estimate(100, 255, 1.0),
                usd_per_teu_km: draw.estimate(cheapest, 60, 100.0),
                co2e_kg_per_tkm: draw.estimate(5, 90, 1000.0),
                time_source: "s".into(),
                cost_source: "s".into(),
                emission_source: "s".into(),
                confidence: Confidence::Medium,
                calibrated: false,
            });
        }
    }
}

fn crossings(draw: &mut Draw, data: &mut Dataset) {
    let borders: Vec<PlaceIx> = data.place_entries().filter(|(_, place)| place.has_sides()).map(|(ix, _)| ix).collect();
    for mode in [Mode::Rail, Mode::Road, Mode::Pipeline] {
        let mut keys = vec![(None, None, None)];
        for place in &borders {
            let [a, b] = [0, 1].map(|side| data.place(*place).countries[side]);
            let some = [(Some(*place), None, None), (Some(*place), Some(a), Some(b)), (None, Some(b), Some(a))];
            keys.extend(some.into_iter().filter(|_| draw.percent(30)));
        }
        keys.sort();
        keys.dedup();
        for (place, from, to) in keys {
            data.crossings.push(Crossing {
                place,
                mode,
                from,
                to,
                hours: draw.estimate(0, 300, 10.0),
                usd: draw.estimate(0, 300, 1.0),
                control: draw.percent(80),
                source: "s".into(),
                confidence: Confidence::Low,
            });
        }
    }
}

fn terminals(draw: &mut Draw, data: &mut Dataset) {
    let freight = Mode::FREIGHT;
    let named = data.places.iter().map(|place| place.id.clone()).chain(countries().map(|country| country.to_string()));
    let named: Vec<String> = named.filter(|_| draw.percent(25)).collect();
    for (i, from) in freight.into_iter().enumerate() {
        for (j, to) in freight.into_iter().enumerate() {
            // A row of this direction, or of the other one; without it that of all places.
            let everywhere = (i <= j || draw.percent(40)).then(|| "*".to_owned());
            let own: Vec<String> = named.iter().filter(|_| draw.percent(25)).cloned().chain(everywhere).collect();
            for at in own {
                let (hours, usd) = (draw.estimate(0, 600, 10.0), draw.estimate(0, 200, 1.0));
                data.terminals.push(Terminal { at, from, to, hours, usd, source: "s".into(), confidence: Confidence::Medium });
            }
        }
    }
}

fn events(draw: &mut Draw, data: &mut Dataset) {
    for number in 0..draw.below(5) {
        let scope = draw.one(&[
            EventScope::Segment,
            EventScope::Place,
            EventScope::Country,
            EventScope::Border,
            EventScope::Corridor,
            EventScope::Sea,
        ]);
        let effect = draw.one(&[EventEffect::Closed, EventEffect::Restricted, EventEffect::Restricted, EventEffect::Note]);
        let [a, b] = [draw.one(&countries()), draw.one(&countries())];
        let target = match scope {
            EventScope::Segment if data.segments.is_empty() => continue,
            EventScope::Segment => draw.one(&data.segments).id,
            EventScope::Place => draw.one(&data.places).id,
            EventScope::Country => a.to_string(),
            EventScope::Border => format!("{a}-{b}"),
            EventScope::Corridor => "c".into(),
            EventScope::Sea => draw.one(&SEAS).into(),
        };
        data.events.push(Event {
            id: format!("e{number}"),
            title: format!("E{number}"),
            effect,
            scope,
            target,
            mode: draw.percent(50).then(|| draw.one(&ALL)),
            from: draw.one(&[Date::new(2024, 1, 1), Date::new(2025, 12, 31), Date::new(2026, 2, 1)]),
            until: draw.percent(30).then(|| draw.one(&[Date::new(2025, 6, 1), BASE_DATE, Date::new(2027, 1, 1)])),
            hours: (effect == EventEffect::Restricted).then(|| draw.estimate(0, 200, 10.0)),
            source: "s".into(),
            confidence: Confidence::Medium,
            note: None,
        });
    }
}

fn exchanges(draw: &mut Draw, data: &mut Dataset) {
    let pipes: Vec<_> = data.segments.iter().filter(|s| s.mode == Mode::Pipeline).map(|s| (s.from, s.to, s.country)).collect();
    if pipes.is_empty() {
        return;
    }
    for number in 0..draw.below(3) {
        let ((from, _, through), (_, to, _)) = (draw.one(&pipes), draw.one(&pipes));
        data.exchanges.push(Exchange {
            id: format!("x{number}"),
            name: format!("X{number}"),
            from,
            to,
            through,
            commodity: "gas".into(),
            contract: format!("x{number}"),
            capacity: Estimate::exact(1.0),
            commission_pct: Estimate::exact(15.0),
            opened: draw.percent(50).then(|| draw.one(&[Date::new(2022, 1, 1), Date::new(2026, 5, 1)])),
            closed: draw.percent(30).then(|| draw.one(&[Date::new(2024, 1, 1), Date::new(2026, 9, 1)])),
            source: "s".into(),
            confidence: Confidence::Low,
            note: None,
        });
    }
}
