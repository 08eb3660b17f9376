//! Files that are replaced: for each format a question whose answer is there, and one whose answer comes.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::draws::Random;
use crate::program::written;

/// A format, with the words of two commands before `-o FILE`.
pub struct Format {
    /// What the name of its files ends in.
    pub end: &'static str,
    /// What is there.
    pub old: Vec<String>,
    /// What comes; it is larger.
    pub new: Vec<String>,
}

impl Format {
    fn of(end: &'static str, old: &str, new: &str) -> Format {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect();
        Format { end, old: words(old), new: words(new) }
    }

    /// What the files hold before and after, as the program writes them into a folder.
    pub fn answers(&self, folder: &Path) -> [Vec<u8>; 2] {
        [&self.old, &self.new].map(|words| {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            written(&words, &folder.join(format!("answer.{}", self.end)))
        })
    }
}

/// All formats, the quickest first. What they are made from is written into the folder.
pub fn formats(folder: &Path, seed: u64) -> Vec<Format> {
    let file = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).expect("an input is written");
        path.to_str().expect("a folder of Unicode").to_owned()
    };
    let (few, many) = (file("few.csv", pairs(2)), file("many.csv", pairs(60)));
    let (small, large) = (file("small.csv", edges(20, seed)), file("large.csv", edges(2_000, seed)));
    vec![
        Format::of("corridor", &format!("network build {small}"), &format!("network build {large}")),
        Format::of("csv", "export route Baku Nakhchivan", "export network"),
        Format::of("parquet", &format!("matrix --table {few}"), &format!("matrix --table {many}")),
        Format::of("geojson", "export route Baku Nakhchivan", "export network"),
        Format::of("gpkg", "export route Baku Nakhchivan", "export network"),
        Format::of("xlsx", "export network --only crossings", "export network --only segments"),
        Format::of("html", "report Baku Nakhchivan --scenario hormuz-closed", "report Moscow Mumbai --scenario hormuz-closed"),
    ]
}

/// Places of the program as origins and destinations.
fn pairs(count: usize) -> String {
    let places: serde_json::Value = serde_json::from_str(include_str!("../../data/places.geojson")).expect("the places");
    let ids = places["features"].as_array().expect("features").iter().filter_map(|place| place["properties"]["id"].as_str());
    ids.take(count).fold("from,to\n".to_owned(), |mut text, id| {
        let _ = writeln!(text, "{id},{id}");
        text
    })
}

/// A chain of places with as many short ways across.
fn edges(count: usize, seed: u64) -> String {
    let mut random = Random::of(seed);
    let mut text = "from,to,length_km\n".to_owned();
    for place in 1..count {
        let (other, km) = (place - 1 - random.below(place.min(9)), 1 + random.below(500));
        let _ = writeln!(text, "p{place},p{},{km}\np{place},p{other},{}", place - 1, km + 7);
    }
    text
}
