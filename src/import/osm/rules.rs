//! Which ways carry freight, as the OpenStreetMap wiki defines the keys `railway`, `highway` and `route=ferry`, the lifecycle prefixes, `access` and `oneway`.

use crate::model::{Mode, Status};

/// What a way is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Kind {
    pub mode: Mode,
    pub status: Status,
    pub direction: Direction,
}

/// Which way traffic runs, against the order of the nodes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Direction {
    Both,
    Forward,
    Backward,
}

/// Ways of one mode: those whose key has one of these values.
struct Class {
    mode: Mode,
    key: &'static str,
    values: &'static [&'static str],
    /// Tags that leave a way out.
    without: &'static [(&'static str, &'static [&'static str])],
    /// Keys of which the first that is there says whether lorries may use the way: the more special before the more general.
    access: &'static [&'static str],
    /// Tags that imply one way, where `oneway` does not say otherwise.
    oneway: &'static [(&'static str, &'static [&'static str])],
}

/// The wiki's `Key:access`: restrictions on a kind of vehicle outrank those on all of them.
const LORRIES: &[&str] = &["hgv", "motor_vehicle", "vehicle", "access"];
const MOTORWAYS: &[&str] = &["motorway", "motorway_link"];
const BARRED: [&str; 2] = ["no", "private"];

/// The first class that a way belongs to counts. Narrow gauge, light rail, trams and undergrounds are values of `railway` that are not among these; abandoned and razed lines are gone.
const CLASSES: [Class; 4] = [
    Class { mode: Mode::Ferry, key: "route", values: &["ferry"], without: &[], access: LORRIES, oneway: &[] },
    Class { mode: Mode::Ferry, key: "railway", values: &["ferry"], without: &[], access: &[], oneway: &[] },
    Class {
        mode: Mode::Rail,
        key: "railway",
        values: &["rail"],
        without: &[("service", &["yard", "siding", "spur", "crossover"]), ("abandoned", &["yes"])],
        access: &[],
        oneway: &[],
    },
    Class {
        mode: Mode::Road,
        key: "highway",
        values: &[
            "motorway",
            "trunk",
            "primary",
            "secondary",
            "tertiary",
            "motorway_link",
            "trunk_link",
            "primary_link",
            "secondary_link",
            "tertiary_link",
        ],
        without: &[("abandoned", &["yes"])],
        access: LORRIES,
        oneway: &[
            ("highway", MOTORWAYS),
            ("construction", MOTORWAYS),
            ("proposed", MOTORWAYS),
            ("construction:highway", MOTORWAYS),
            ("proposed:highway", MOTORWAYS),
            ("junction", &["roundabout"]),
        ],
    },
];

/// The wiki's `Lifecycle prefix`: `railway=construction` with `construction=rail`, or `construction:railway=rail`; and `disused=yes` beside `railway=rail`.
const STAGES: [(&str, Status); 4] = [
    ("construction", Status::UnderConstruction),
    ("proposed", Status::Planned),
    ("planned", Status::Planned),
    ("disused", Status::Disused),
];

/// The wiki's `Key:oneway`. Traffic that alternates runs both ways.
const FORWARD: [&str; 3] = ["yes", "1", "true"];
const BACKWARD: [&str; 2] = ["-1", "reverse"];

type Tags<'a> = &'a [(&'a str, &'a str)];

/// What a way is to freight of these modes; `None` where it is nothing to it.
pub(super) fn kind(tags: Tags, modes: &[Mode]) -> Option<Kind> {
    CLASSES.iter().filter(|class| modes.contains(&class.mode)).find_map(|class| {
        let status = class.status(tags)?;
        let is_out = any(tags, class.without);
        // Nobody may use what is not open yet: that says nothing of who will.
        let is_barred = status == Status::Operating && !class.lets_in(tags);
        (!is_out && !is_barred).then(|| Kind { mode: class.mode, status, direction: class.direction(tags) })
    })
}

fn value<'a>(tags: Tags<'a>, key: &str) -> Option<&'a str> {
    tags.iter().find(|(own, _)| *own == key).map(|(_, value)| *value)
}

fn any(tags: Tags, wanted: &[(&str, &[&str])]) -> bool {
    wanted.iter().any(|(key, values)| value(tags, key).is_some_and(|own| values.contains(&own)))
}

impl Class {
    /// The status of a way of this class; `None` for any other way.
    fn status(&self, tags: Tags) -> Option<Status> {
        let now = value(tags, self.key);
        if now.is_some_and(|now| self.values.contains(&now)) {
            let stage = STAGES.iter().find(|(stage, _)| value(tags, stage) == Some("yes"));
            return Some(stage.map_or(Status::Operating, |(_, status)| *status));
        }
        let is_at = |stage: &str| {
            let is_named = |key: &str| match key.strip_prefix(stage) {
                Some("") => now == Some(stage),
                Some(rest) => rest.strip_prefix(':') == Some(self.key),
                None => false,
            };
            tags.iter().any(|(key, value)| is_named(key) && self.values.contains(value))
        };
        STAGES.iter().find(|(stage, _)| is_at(stage)).map(|(_, status)| *status)
    }

    fn lets_in(&self, tags: Tags) -> bool {
        self.access.iter().find_map(|key| value(tags, key)).is_none_or(|answer| !BARRED.contains(&answer))
    }

    fn direction(&self, tags: Tags) -> Direction {
        match value(tags, "oneway") {
            Some(answer) if FORWARD.contains(&answer) => Direction::Forward,
            Some(answer) if BACKWARD.contains(&answer) => Direction::Backward,
            None if any(tags, self.oneway) => Direction::Forward,
            _ => Direction::Both,
        }
    }
}
