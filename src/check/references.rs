//! Ids that point to nothing: places, sources, corridors, seas, countries, event targets.

use std::cell::Cell;
use std::collections::HashSet;

use super::{Context, is_called};
use crate::issue::{Issue, did_you_mean, quoted};
use crate::limits::{COMPARED, ISSUES};
use crate::model::{Country, sources_of};
use crate::read::RawRecord;
use crate::read::schema::Kind;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    let known = Known {
        context,
        places: context.ids(Kind::Place, "id").into_iter().collect(),
        segments: context.ids(Kind::Segment, "id").into_iter().collect(),
        corridors: context.ids(Kind::Corridor, "id").into_iter().collect(),
        sources: context.ids(Kind::Source, "id").into_iter().collect(),
        seas: context.ids(Kind::Area, "name").into_iter().collect(),
        countries: context.ids(Kind::CountryName, "code").into_iter().collect(),
        regions: context.ids(Kind::Place, "region").into_iter().collect(),
        compared: Cell::new(0),
    };
    for record in &context.raw.records {
        known.sources(record, issues);
        known.countries(record, issues);
        match record.kind {
            Kind::Place => known.sea(record, issues),
            Kind::Segment => {
                known.place(record, "from", issues);
                known.place(record, "to", issues);
                known.sea(record, issues);
                for corridor in record.list("corridors") {
                    known.look_up(record, "corridors", corridor, "unknown-corridor", "corridors.csv", &known.corridors, issues);
                }
            }
            Kind::Exchange => {
                known.place(record, "from", issues);
                known.place(record, "to", issues);
            }
            Kind::Crossing if record.text("place") != Some("*") => known.place(record, "place", issues),
            Kind::Terminal => known.terminal(record, issues),
            Kind::CountryName => known.place(record, "main_place", issues),
            Kind::Impedance => known.area(record, issues),
            Kind::Event => known.target(record, issues),
            Kind::Flow => known.flow(record, issues),
            _ => {}
        }
    }
}

struct Known<'a> {
    context: &'a Context<'a>,
    places: HashSet<&'a str>,
    segments: HashSet<&'a str>,
    corridors: HashSet<&'a str>,
    sources: HashSet<&'a str>,
    seas: HashSet<&'a str>,
    countries: HashSet<&'a str>,
    regions: HashSet<&'a str>,
    /// How many ids were compared with wrong ones.
    compared: Cell<usize>,
}

impl Known<'_> {
    #[allow(clippy::too_many_arguments)]
    fn look_up(
        &self,
        record: &RawRecord,
        field: &str,
        id: &str,
        code: &'static str,
        file: &str,
        ids: &HashSet<&str>,
        issues: &mut Vec<Issue>,
    ) {
        // Where the table itself cannot be read, that is said; what it does not hold is not known.
        if ids.contains(id) || issues.len() > ISSUES || file.split(" or ").any(|table| self.context.is_unread(table)) {
            return;
        }
        let issue = self.context.error(code, record, Some(field), format!("{} is not in {file}", quoted(id)));
        // Where thousands are wrong it is not by slips of the pen.
        let mut near: Vec<_> = if self.compared.get() < COMPARED { ids.iter().copied().collect() } else { Vec::new() };
        self.compared.set(self.compared.get() + near.len());
        near.sort_unstable();
        let help = match self.called(id, file) {
            Some(meant) => format!("did you mean {}?", quoted(meant)),
            None => did_you_mean(id, near, format!("add it to {file} first")),
        };
        issues.push(issue.help(help));
    }

    /// The id, code or name in these tables of what is called so there.
    fn called(&self, name: &str, file: &str) -> Option<&str> {
        let kinds = [
            (Kind::Place, "places.geojson", "id"),
            (Kind::CountryName, "countries.csv", "code"),
            (Kind::Area, "areas.csv", "name"),
            (Kind::Corridor, "corridors.csv", "id"),
        ];
        // Where thousands are wrong it is not by other names.
        if self.compared.get() >= COMPARED {
            return None;
        }
        kinds.into_iter().filter(|(_, table, _)| file.contains(table)).find_map(|(kind, _, field)| {
            let mut records = self.context.raw.of(kind).inspect(|_| self.compared.set(self.compared.get() + 1));
            records.find(|record| is_called(record, name)).and_then(|record| record.text(field))
        })
    }

    fn place(&self, record: &RawRecord, field: &str, issues: &mut Vec<Issue>) {
        if let Some(id) = record.text(field) {
            self.look_up(record, field, id, "unknown-place", "places.geojson", &self.places, issues);
        }
    }

    fn sources(&self, record: &RawRecord, issues: &mut Vec<Issue>) {
        // Validation cases quote their source in words.
        if record.kind == Kind::Validation {
            return;
        }
        for field in ["source", "length_source", "capacity_source", "time_source", "cost_source", "emission_source"] {
            if record.text(field).is_some_and(|list| !list.trim().is_empty() && sources_of(list).next().is_none()) {
                let issue = self.context.error("wrong-value", record, Some(field), "no source is named".into());
                issues.push(issue.help("name ids of sources.csv, separated by semicolons"));
            }
            for id in record.text(field).into_iter().flat_map(sources_of) {
                self.look_up(record, field, id, "unknown-source", "sources.csv", &self.sources, issues);
            }
        }
    }

    fn countries(&self, record: &RawRecord, issues: &mut Vec<Issue>) {
        let fields: &[&str] = match record.kind {
            Kind::Place | Kind::Segment => &["country", "countries"],
            Kind::Crossing => &["from", "to"],
            _ => return,
        };
        for field in fields {
            // What is no code at all is told so already.
            for code in record.list(field).into_iter().filter(|code| code.parse::<Country>().is_ok()) {
                self.look_up(record, field, code, "unknown-country", "countries.csv", &self.countries, issues);
            }
        }
    }

    fn sea(&self, record: &RawRecord, issues: &mut Vec<Issue>) {
        match (record.text("country"), record.text("sea")) {
            (_, Some(sea)) => self.look_up(record, "sea", sea, "unknown-sea", "areas.csv", &self.seas, issues),
            (Some("XZ"), None) => {
                let message = format!("the {} lies on the high seas, but no \"sea\" is named", record.kind.noun());
                issues.push(
                    self.context
                        .error("missing-field", record, Some("country"), message)
                        .help("add \"sea\", a name of areas.csv"),
                );
            }
            _ => {}
        }
    }

    fn terminal(&self, record: &RawRecord, issues: &mut Vec<Issue>) {
        let Some(at) = record.text("where") else { return };
        if at != "*" && !self.countries.contains(at) {
            self.look_up(record, "where", at, "unknown-place", "places.geojson", &self.places, issues);
        }
    }

    fn area(&self, record: &RawRecord, issues: &mut Vec<Issue>) {
        let Some(area) = record.text("area") else { return };
        if area != "*" && !self.countries.contains(area) {
            self.look_up(record, "area", area, "unknown-sea", "countries.csv or areas.csv", &self.seas, issues);
        }
    }

    /// Where a flow begins and ends: a country, a part of one that is asked about on its own, a place, or anywhere.
    fn flow(&self, record: &RawRecord, issues: &mut Vec<Issue>) {
        for field in ["origin", "destination"] {
            let Some(end) = record.text(field) else { continue };
            if end != "*" && !self.countries.contains(end) && !self.regions.contains(end) {
                self.look_up(record, field, end, "unknown-place", "countries.csv or places.geojson", &self.places, issues);
            }
        }
        if record.text("origin") == record.text("destination") && record.text("origin") != Some("*") {
            let issue = self.context.error("loop", record, Some("destination"), "the flow ends where it begins".into());
            issues.push(issue.help("name where it goes to; * stands for anywhere"));
        }
        if record.text("definition").is_some_and(|definition| definition.contains([':', ','])) {
            let message = "a definition has neither a colon nor a comma: `--flows` takes them for what separates".to_owned();
            issues.push(self.context.error("wrong-value", record, Some("definition"), message).help("write it with hyphens"));
        }
        if let Some(branch) = record.text("branch") {
            self.look_up(record, "branch", branch, "unknown-corridor", "corridors.csv", &self.corridors, issues);
        }
    }

    fn target(&self, record: &RawRecord, issues: &mut Vec<Issue>) {
        let (Some(scope), Some(target)) = (record.text("scope"), record.text("target")) else { return };
        let kinds = [
            ("segment", &self.segments),
            ("place", &self.places),
            ("country", &self.countries),
            ("corridor", &self.corridors),
            ("sea", &self.seas),
        ];
        let is_of = |(_, ids): &&(&str, &HashSet<&str>)| ids.contains(target);
        if let Some((other, _)) =
            kinds.iter().find(is_of).filter(|_| kinds.iter().any(|(own, ids)| *own == scope && !ids.contains(target)))
        {
            let message = format!("{} is a {other}, not a {scope}", quoted(target));
            let issue = self.context.error("wrong-value", record, Some("scope"), message);
            issues.push(issue.help(format!("write scope {other}, or name a {scope}")));
            return;
        }
        match scope {
            "segment" => self.look_up(record, "target", target, "unknown-segment", "segments/", &self.segments, issues),
            "place" => self.place(record, "target", issues),
            "country" => self.look_up(record, "target", target, "unknown-country", "countries.csv", &self.countries, issues),
            "corridor" => self.look_up(record, "target", target, "unknown-corridor", "corridors.csv", &self.corridors, issues),
            "sea" => self.look_up(record, "target", target, "unknown-sea", "areas.csv", &self.seas, issues),
            "border" => match target.split_once('-') {
                Some((a, b)) => {
                    for code in [a, b] {
                        self.look_up(record, "target", code, "unknown-country", "countries.csv", &self.countries, issues);
                    }
                }
                None => issues.push(
                    self.context
                        .error("wrong-value", record, Some("target"), format!("{} is not a border", quoted(target)))
                        .help("write two countries joined by a hyphen: \"AZ-IR\""),
                ),
            },
            _ => {}
        }
    }
}
