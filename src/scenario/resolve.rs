//! Names in a scenario file to what they mean, on top of the scenario that it inherits from.

use std::cell::OnceCell;
use std::collections::HashSet;

use toml::Value;

use super::file::{File, FileChange, FileValue, Word};
use super::stacked;
use super::words::in_words;
use super::{NamedScenario, id_of, issue_at};
use crate::check::range;
use crate::error::Error;
use crate::issue::{Issue, LIMIT, did_you_mean, figure, quoted};
use crate::limits::{CHANGES, FACTOR, WRONG_NAMES};
use crate::model::{Dataset, Estimate, Exchange, Mode, PlaceIx};
use crate::names::Names;
use crate::network::{Change, NewValue, Quantity, Scenario, Selector};
use crate::read::SourceFile;

pub(super) fn resolve(
    data: &Dataset,
    source: &SourceFile,
    file: &File,
    parent: Option<&NamedScenario>,
) -> Result<NamedScenario, Error> {
    let mut resolver =
        Resolver { source, names: Names::new(data), data, issues: Vec::new(), offsets: Vec::new(), meeting: OnceCell::new() };
    let scenario = resolver.scenario(file, parent.map(|p| p.scenario.clone()).unwrap_or_default());
    let mut sources = resolver.sources(&file.sources);
    if resolver.issues.is_empty()
        && let Some((row, message)) = stacked::beyond(data, &scenario.changes)?
    {
        // What is inherited was looked at when it was read.
        let inherited = parent.map_or(0, |parent| parent.scenario.changes.len());
        let offset = row.checked_sub(inherited).and_then(|own| resolver.offsets.get(own)).copied().unwrap_or(0);
        resolver.issues.push(issue_at(source, offset, "change", message, "say once what changes, with one factor"));
    }
    if !resolver.issues.is_empty() {
        return Err(Error::Data(resolver.issues));
    }
    for inherited in parent.iter().flat_map(|p| &p.sources) {
        if !sources.contains(inherited) {
            sources.push(inherited.clone());
        }
    }
    Ok(NamedScenario {
        id: id_of(&source.name).to_owned(),
        title: file.title.get_ref().clone(),
        note: file.note.clone(),
        inherits: file.inherits.as_ref().map(|word| word.get_ref().clone()),
        changes: in_words(data, &scenario),
        sources,
        scenario,
    })
}

struct Resolver<'a> {
    source: &'a SourceFile,
    names: Names<'a>,
    data: &'a Dataset,
    issues: Vec<Issue>,
    /// Where each change stands that the file itself makes.
    offsets: Vec<usize>,
    /// Which modes go to which places; found when it is first asked for.
    meeting: OnceCell<HashSet<(PlaceIx, Mode)>>,
}

impl Resolver<'_> {
    fn scenario(&mut self, file: &File, mut scenario: Scenario) -> Scenario {
        if file.title.get_ref().trim().is_empty() {
            self.wrong("title", &file.title, "the title is empty".into(), "say in a few words what it shows");
        }
        if let Some(date) = &file.as_of {
            let text = match date.get_ref() {
                Value::String(text) => text.clone(),
                Value::Datetime(date) => date.to_string(),
                Value::Integer(year) => year.to_string(),
                Value::Float(number) => number.to_string(),
                other => other.type_str().to_owned(),
            };
            match text.parse() {
                Ok(date) => scenario.as_of = crate::model::Date::to_day(date),
                Err(error) => {
                    let issue = issue_at(
                        self.source,
                        date.span().start,
                        "as_of",
                        error.to_string(),
                        "a date is written as_of = \"2026-03-15\"",
                    );
                    self.issues.push(issue);
                }
            }
        }
        let with = self.each("with", &file.with, |names, text| names.segments(text));
        let without = self.each("without", &file.without, |names, text| names.segments(text));
        let close = self.each("close", &file.close, |names, text| names.closable(text));
        let reopen = self.each("reopen", &file.reopen, |names, text| names.closable(text));
        self.contradictions("without", &file.without, &with, &without, "with and without");
        self.contradictions("reopen", &file.reopen, &close, &reopen, "closed and reopened");
        self.contradictions("close", &file.close, &with, &close, "with and closed");
        self.contradictions("reopen", &file.reopen, &without, &reopen, "reopened and without");
        self.closed_whole("with", &file.with, &with, &close);
        // What a scenario says itself counts before what it inherits.
        drop_overruled(&mut scenario.without, &with);
        drop_overruled(&mut scenario.with, &without);
        scenario.open_again(&reopen);
        drop_overruled(&mut scenario.reopen, &close);
        add(&mut scenario.with, with);
        add(&mut scenario.without, without);
        add(&mut scenario.close, close);
        for word in &file.close_transit {
            match self.names.avoidable(word.get_ref()) {
                Ok(country) if reopen.contains(&country) => {
                    self.wrong(
                        "close_transit",
                        word,
                        format!("{} is both closed to transit and reopened", quoted(word.get_ref())),
                        "say one of the two",
                    );
                }
                Ok(Selector::Country(country)) => add(&mut scenario.close_transit, vec![country]),
                _ => self.wrong(
                    "close_transit",
                    word,
                    format!("{} is not a country", quoted(word.get_ref())),
                    "write a country: \"IR\" or \"Iran\"",
                ),
            }
        }
        add(&mut scenario.reopen, reopen);
        for word in &file.ignore_events {
            let ids = self.data.events.iter().map(|event| event.id.as_str());
            if self.data.events.iter().any(|event| event.id == *word.get_ref()) {
                add(&mut scenario.ignore_events, vec![word.get_ref().clone()]);
            } else {
                let help = did_you_mean(word.get_ref(), ids, "`corridor events` lists them");
                self.wrong("ignore_events", word, format!("there is no event {}", quoted(word.get_ref())), &help);
            }
        }
        let mut said: Vec<(Vec<Selector>, Quantity, usize)> = Vec::new();
        if let Some(change) = file.change.get(CHANGES.saturating_sub(scenario.changes.len())) {
            let message = format!("the scenario has more than {CHANGES} changes");
            let issue = issue_at(self.source, change.on.span().start, "change", message, "put what changes alike into one");
            self.issues.push(Issue { code: LIMIT.to_owned(), ..issue });
            return scenario;
        }
        for change in &file.change {
            if self.issues.len() >= WRONG_NAMES {
                break;
            }
            let changes = self.change(change);
            for Change { on, what, .. } in &changes {
                let is_same = |(other, quantity, _): &&(Vec<Selector>, Quantity, usize)| {
                    quantity == what && other.len() == on.len() && on.iter().all(|selector| other.contains(selector))
                };
                let offset = change.on.span().start;
                if let Some((.., first)) = said.iter().find(is_same) {
                    let message =
                        format!("the same has a change of {} already, in line {}", what.noun(), self.source.line_at(*first));
                    self.issues.push(issue_at(self.source, offset, "on", message, "say it once, with one value"));
                }
                said.push((on.clone(), *what, offset));
            }
            self.offsets.extend(changes.iter().map(|_| change.on.span().start));
            scenario.changes.extend(changes);
        }
        if let Some(bounds) = file.bounds {
            scenario.bounds = bounds;
        }
        scenario
    }

    fn change(&mut self, change: &FileChange) -> Vec<Change> {
        if change.on.get_ref().is_empty() {
            let help = "write what it concerns: on = [\"IR\", \"rail\"]; all words must fit";
            self.issues.push(issue_at(self.source, change.on.span().start, "on", "it names nothing", help));
            return Vec::new();
        }
        let on = self.each("on", change.on.get_ref(), |names, text| names.closable(text));
        let given = [
            ("speed", Quantity::Speed, &change.speed),
            ("price", Quantity::Price, &change.price),
            ("hours", Quantity::Hours, &change.hours),
            ("usd", Quantity::Usd, &change.usd),
            ("capacity", Quantity::Capacity, &change.capacity),
        ];
        let mut changes = Vec::new();
        for (key, what, value) in given {
            let Some(value) = value else { continue };
            if let Some(message) = self.nothing_of(&on, what) {
                let help = "what all words of \"on\" mean together is changed: write a change for each, or leave it out";
                self.issues.push(issue_at(self.source, value.span().start, key, message, help));
                continue;
            }
            if what == Quantity::Capacity && value.get_ref().factor.is_some() && !self.has_capacity(&on) {
                let message = "of nothing that \"on\" says was a capacity published, so there is none to multiply";
                let help =
                    "give the capacity itself: { low = 1, central = 2, high = 4 }, in Mt a year, of pipelines in bcm a year";
                self.issues.push(issue_at(self.source, value.span().start, key, message, help));
                continue;
            }
            match new_value(*value.get_ref(), what) {
                Ok(to) => changes.push(Change { on: on.clone(), what, to }),
                Err(message) => {
                    let help = "write { factor = 0.8 }, or { low = 1, central = 2, high = 4 }";
                    self.issues.push(issue_at(self.source, value.span().start, key, message, help));
                }
            }
        }
        if changes.is_empty() && self.issues.is_empty() {
            let help = "say what changes: speed, price, hours, usd or capacity";
            self.issues.push(issue_at(self.source, change.on.span().start, "change", "it changes nothing", help));
        }
        changes
    }

    /// That nothing is what all words of a change mean together, or that what is meant has no such quantity.
    fn nothing_of(&self, on: &[Selector], what: Quantity) -> Option<String> {
        let is_along = matches!(what, Quantity::Speed | Quantity::Price | Quantity::Capacity);
        let is_segment = |selector: &&Selector| {
            matches!(selector, Selector::Segment(_) | Selector::Corridor(_) | Selector::Sea(_) | Selector::ModeIn(..))
        };
        if let Some(segment) = on.iter().find(is_segment).filter(|_| !is_along) {
            return Some(format!(
                "there are no {} in {}: they are those of borders, terminals and straits",
                what.noun(),
                segment.describe(self.data)
            ));
        }
        let takes_all = |ix| on.iter().all(|selector| selector.takes_segment(self.data, ix));
        let (is_there, kinds) = if is_along {
            (self.data.segment_entries().any(|(ix, _)| takes_all(ix)), "segment")
        } else {
            (self.is_all_somewhere(on), "border, terminal or strait")
        };
        (!is_there).then(|| format!("the {} of nothing would change: no {kinds} is all that \"on\" says", what.noun()))
    }

    /// Whether a segment with a published capacity, or a swap, is all of this.
    fn has_capacity(&self, on: &[Selector]) -> bool {
        let takes_swap = |swap: &Exchange, selector: &Selector| {
            let ends = [swap.from, swap.to].map(|end| (end, &self.data.place(end).countries));
            match selector {
                Selector::Place(place) => ends.iter().any(|(end, _)| end == place),
                Selector::Country(country) => ends.iter().any(|(_, sides)| sides.contains(country)),
                Selector::Border(a, b) => ends.iter().any(|(_, sides)| sides.contains(a) && sides.contains(b)),
                Selector::Mode(mode) => *mode == Mode::Pipeline,
                Selector::Segment(_) | Selector::Corridor(_) | Selector::Sea(_) | Selector::ModeIn(..) => false,
            }
        };
        let mut segments = self.data.segment_entries().filter(|(_, segment)| segment.capacity.is_some());
        segments.any(|(ix, _)| on.iter().all(|selector| selector.takes_segment(self.data, ix)))
            || self.data.exchanges.iter().any(|swap| on.iter().all(|selector| takes_swap(swap, selector)))
    }

    /// Whether there is a place at which all of this could be met.
    fn is_all_somewhere(&self, on: &[Selector]) -> bool {
        let meeting = self.meeting.get_or_init(|| {
            let ends = self.data.segments.iter().flat_map(|segment| [segment.from, segment.to].map(|end| (end, segment.mode)));
            ends.collect()
        });
        self.data.place_entries().any(|(ix, place)| {
            on.iter().all(|selector| match selector {
                Selector::Place(wanted) => *wanted == ix,
                Selector::Country(country) => place.countries.contains(country),
                Selector::Border(a, b) => place.countries.contains(a) && place.countries.contains(b),
                Selector::Mode(mode) => meeting.contains(&(ix, *mode)),
                Selector::Segment(_) | Selector::Corridor(_) | Selector::Sea(_) | Selector::ModeIn(..) => true,
            })
        })
    }

    fn sources(&mut self, words: &[Word]) -> Vec<String> {
        for word in words {
            // A command that has no use for sources may have left them out.
            if !self.data.sources.is_empty() && self.data.source(word.get_ref()).is_none() {
                let ids = self.data.sources.iter().map(|s| s.id.as_str());
                let help = did_you_mean(word.get_ref(), ids, "`corridor sources` lists them");
                self.wrong("sources", word, format!("there is no source {}", quoted(word.get_ref())), &help);
            }
        }
        words.iter().map(|word| word.get_ref().clone()).collect()
    }

    fn each(&mut self, field: &str, words: &[Word], find: impl Fn(&Names, &str) -> Result<Selector, Error>) -> Vec<Selector> {
        let mut found = Vec::new();
        for word in words {
            if self.issues.len() >= WRONG_NAMES {
                break;
            }
            match find(&self.names, word.get_ref()) {
                Ok(selector) => found.push(selector),
                Err(error) => {
                    self.wrong(field, word, error.to_string(), error.help().unwrap_or("`corridor segments` lists what there is"))
                }
            }
        }
        found
    }

    /// A segment that is opened while the corridor that it is part of, or its mode, is closed.
    fn closed_whole(&mut self, field: &str, words: &[Word], with: &[Selector], close: &[Selector]) {
        for (word, selector) in words.iter().zip(with) {
            let Selector::Segment(segment) = selector else { continue };
            let whole = close.iter().find(|closed| {
                matches!(closed, Selector::Corridor(_) | Selector::Mode(_)) && closed.takes_segment(self.data, *segment)
            });
            if let Some(whole) = whole {
                let message = format!("{} is opened, and {} is closed", quoted(word.get_ref()), whole.describe(self.data));
                self.wrong(field, word, message, "a closure counts before what is opened: take one of the two out");
            }
        }
    }

    fn contradictions(&mut self, field: &str, words: &[Word], first: &[Selector], second: &[Selector], what: &str) {
        for (word, selector) in words.iter().zip(second) {
            if first.contains(selector) {
                self.wrong(field, word, format!("{} is both {what}", quoted(word.get_ref())), "say one of the two");
            }
        }
    }

    fn wrong(&mut self, field: &str, word: &Word, message: String, help: &str) {
        self.issues.push(issue_at(self.source, word.span().start, field, message, help));
    }
}

fn new_value(value: FileValue, what: Quantity) -> Result<NewValue, String> {
    let is_positive = |x: f64| x.is_finite() && (x > 0.0 || (x == 0.0 && what != Quantity::Speed));
    match value {
        FileValue { factor: Some(factor), low: None, central: None, high: None }
            if is_positive(factor) && (factor == 0.0 || (1.0 / FACTOR..=FACTOR).contains(&factor)) =>
        {
            Ok(NewValue::Factor(factor))
        }
        FileValue { factor: None, low: Some(low), central: Some(central), high: Some(high) } => {
            if is_positive(low) && low <= central && central <= high && high.is_finite() {
                let (least, most, help) =
                    what.field().and_then(range).unwrap_or((0.0, 1e6, "capacities are in Mt, or bcm of gas, a year"));
                match [low, high].into_iter().find(|value| !(least..=most).contains(value)) {
                    Some(value) => Err(format!("{} is outside {least}..{most}: {help}", figure(value))),
                    None => Ok(NewValue::Value(Estimate::new(low, central, high))),
                }
            } else {
                Err(format!(
                    "low {}, central {} and high {} do not rise from a possible value",
                    figure(low),
                    figure(central),
                    figure(high)
                ))
            }
        }
        FileValue { factor: Some(factor), low: None, central: None, high: None } => {
            let zero = if what == Quantity::Speed { "" } else { ", and 0" };
            Err(format!("a factor of {} cannot be: from {} to {FACTOR} are taken{zero}", figure(factor), 1.0 / FACTOR))
        }
        _ => Err("a change is a factor, or a low, central and high value".into()),
    }
}

fn drop_overruled(list: &mut Vec<Selector>, by: &[Selector]) {
    list.retain(|selector| !by.contains(selector));
}

fn add<T: PartialEq>(list: &mut Vec<T>, more: Vec<T>) {
    for item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}
