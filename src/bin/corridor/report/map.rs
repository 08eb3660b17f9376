//! The small map of `corridor route --map`.

use std::collections::BTreeSet;
use std::env;

use anstyle::{AnsiColor, Style};
use corridor::chart::{Part, mode_letter, text_map};
use corridor::error::Error;
use corridor::issue::harmless;
use corridor::itinerary::LegKind;
use corridor::model::{Dataset, Mode, Word};
use corridor::outline;
use corridor::route::RouteAnswer;

use super::width;

/// Columns of a map where the terminal is wider, or not known.
const MOST: usize = 100;
const USUAL: usize = 80;
const LEAST: usize = 40;

/// The map, what its letters mean, and whose outlines it shows.
///
/// # Errors
/// [`Error::Name`] where of no part of a route a position is known.
pub fn map(data: &Dataset, answer: &RouteAnswer) -> Result<String, Error> {
    let columns = width::columns().unwrap_or(USUAL).clamp(LEAST, MOST);
    let drawn = text_map(data, answer, columns, !speaks_unicode())?;
    let mut lines: Vec<String> = Vec::new();
    for row in &drawn.rows {
        let mut line = String::new();
        let mut last = Style::new();
        let end = row.iter().rposition(|(letter, _)| *letter != ' ').map_or(0, |end| end + 1);
        for (letter, part) in &row[..end] {
            let style = style_of(*part);
            if style != last {
                line += &format!("{last:#}{style}");
                last = style;
            }
            line += &harmless(&letter.to_string());
        }
        lines.push(line + &format!("{last:#}"));
    }
    lines.push(legend(answer));
    lines.push(format!("{}.", outline::CREDIT));
    Ok(lines.join("\n"))
}

fn style_of(part: Part) -> Style {
    match part {
        Part::Nothing => Style::new(),
        Part::Outline => Style::new().dimmed(),
        Part::Route(0, mode) => colour_of(mode).on_default().bold(),
        Part::Route(_, _) => AnsiColor::Magenta.on_default(),
        Part::Place | Part::Name => Style::new().bold(),
    }
}

fn colour_of(mode: Mode) -> AnsiColor {
    match mode {
        Mode::Rail => AnsiColor::Green,
        Mode::Road => AnsiColor::Yellow,
        Mode::Sea => AnsiColor::Blue,
        Mode::Ferry => AnsiColor::Cyan,
        Mode::Pipeline => AnsiColor::Red,
    }
}

fn legend(answer: &RouteAnswer) -> String {
    let travels = answer.routes.first().into_iter().flat_map(|route| &route.legs).filter(|leg| leg.kind == LegKind::Travel);
    let modes: BTreeSet<Mode> = travels.map(|leg| leg.mode).collect();
    let mut words: Vec<String> = modes
        .into_iter()
        .map(|mode| {
            let style = colour_of(mode).on_default().bold();
            format!("{style}{}{style:#} {}", mode_letter(mode, true), mode.word())
        })
        .collect();
    if answer.routes.len() > 1 {
        words.push(format!("{} other routes", if speaks_unicode() { mode_letter(Mode::Rail, false) } else { '-' }));
    }
    words.push("o borders, ports, terminals".into());
    words.join("   ")
}

/// Whether the locale can show more than ASCII, as the variables of POSIX say, the first that is set.
fn speaks_unicode() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    set.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}
