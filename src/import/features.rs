//! GeoJSON features one after another: the text of a file is never held as a whole.

use std::cell::Cell;
use std::io::{self, Read};

use serde::de::{DeserializeOwned, IgnoredAny};

use super::geometry::DEGREES;
use crate::issue::cut;
use crate::limits::{FEATURE, Over, mebibytes, too_deep};
use crate::read::{Bbox, other_crs};

/// How much is read at once, bytes. A feature that is longer makes the window grow.
const WINDOW: usize = 1 << 18;

/// White space of RFC 8259; a form feed is none.
const WHITE_SPACE: [u8; 4] = *b" \t\n\r";

/// What ends the reading of a file.
pub(super) enum Broken {
    /// It cannot be read.
    Read(io::Error),
    /// It is no GeoJSON: the line, counted from 1, and what is wrong, in words.
    Json(usize, String),
    /// The same of a feature.
    Feature(usize, String),
}

/// The same before its line is known: the lines between where the reader stands and where it gave up.
enum Fault {
    Read(io::Error),
    Json(usize, String),
    Feature(usize, String),
    /// A letter that is none, so many lines further.
    NotUtf8(usize),
}

impl Fault {
    /// What is wrong with a value is wrong with a feature.
    fn of_feature(self) -> Fault {
        match self {
            Fault::Json(further, message) => Fault::Feature(further, message),
            other => other,
        }
    }
}

/// Reads one feature at the beginning of a text, and says how many bytes it takes; where the text ends within it, it is asked again with more. The line of the feature is counted
/// when it is asked for.
pub(super) trait Take: FnMut(&str, &dyn Fn() -> usize) -> serde_json::Result<usize> {}

impl<F: FnMut(&str, &dyn Fn() -> usize) -> serde_json::Result<usize>> Take for F {}

/// The features of a text that is read bit by bit.
pub(super) struct Features<R> {
    source: R,
    window: String,
    /// The beginning of a letter that is not yet read to its end.
    part: Vec<u8>,
    at: usize,
    /// A place in the window, and how many line breaks come before it.
    counted: Cell<(usize, usize)>,
    is_at_end: bool,
    /// How much is read at once, bytes.
    step: usize,
}

impl<R: Read> Features<R> {
    pub fn new(source: R) -> Features<R> {
        Features {
            source,
            window: String::new(),
            part: Vec::new(),
            at: 0,
            counted: Cell::default(),
            is_at_end: false,
            step: WINDOW,
        }
    }

    /// Shows the features of a `FeatureCollection` one after another.
    pub fn of_collection(mut self, take: impl Take) -> Result<(), Broken> {
        self.collection(take).map_err(|fault| self.broken(fault))
    }

    fn collection(&mut self, mut take: impl Take) -> Result<(), Fault> {
        self.skip_mark()?;
        self.expect(b'{', "an object")?;
        let (mut has_features, mut has_type) = (false, false);
        if self.next_byte()? == Some(b'}') {
            return Err(Fault::Json(0, "the object is empty; a FeatureCollection has \"type\" and \"features\"".into()));
        }
        loop {
            let key: String = self.json()?;
            self.expect(b':', "a colon after a key")?;
            if key == "features" {
                if std::mem::replace(&mut has_features, true) {
                    return Err(Fault::Json(0, "\"features\" stands twice".into()));
                }
                self.array(&mut take)?;
            } else if key == "crs" {
                self.crs()?;
            } else if key == "bbox" {
                self.json::<Bbox>()?;
            } else if ["coordinates", "geometries", "geometry", "properties"].contains(&key.as_str()) {
                return Err(Fault::Json(0, format!("a FeatureCollection has no member {key:?}")));
            } else if key == "type" {
                if std::mem::replace(&mut has_type, true) {
                    return Err(Fault::Json(0, "\"type\" stands twice".into()));
                }
                self.kind()?;
            } else {
                self.json::<IgnoredAny>()?;
            }
            match self.next_byte()? {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                other => return Err(unexpected(other, "a comma or the end of the object")),
            }
        }
        self.at += 1;
        match self.next_byte()? {
            None if has_features && has_type => Ok(()),
            None if has_features => Err(Fault::Json(0, "the object has no \"type\", which is \"FeatureCollection\"".into())),
            None => Err(Fault::Json(0, "there is no list \"features\"; a FeatureCollection has one".into())),
            other => Err(unexpected(other, "nothing after the collection")),
        }
    }

    /// Shows features that stand one after another, mostly one a line; the record separator of RFC 8142 may stand before each.
    pub fn in_sequence(mut self, take: impl Take) -> Result<(), Broken> {
        self.sequence(take).map_err(|fault| self.broken(fault))
    }

    fn broken(&self, fault: Fault) -> Broken {
        match fault {
            Fault::Read(error) => Broken::Read(error),
            Fault::Json(further, message) => Broken::Json(self.line() + further, message),
            Fault::Feature(further, message) => Broken::Feature(self.line() + further, message),
            Fault::NotUtf8(further) => Broken::Json(self.line() + further, "it is not UTF-8".into()),
        }
    }

    /// The line where the reader stands, counted from 1.
    fn line(&self) -> usize {
        let (from, before) = self.counted.get();
        let lines = before + breaks(&self.window[from..self.at]);
        self.counted.set((self.at, lines));
        1 + lines
    }

    fn sequence(&mut self, mut take: impl Take) -> Result<(), Fault> {
        self.skip_mark()?;
        while let Some(byte) = self.next_byte()? {
            if byte == 0x1e {
                self.at += 1;
            } else {
                self.feature(&mut take)?;
            }
        }
        Ok(())
    }

    fn array(&mut self, take: &mut impl Take) -> Result<(), Fault> {
        self.expect(b'[', "a list of features")?;
        if self.next_byte()? == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            // The feature begins behind the white space.
            self.next_byte()?;
            self.feature(take)?;
            match self.next_byte()? {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                other => return Err(unexpected(other, "a comma or the end of the features")),
            }
        }
        self.at += 1;
        Ok(())
    }

    fn feature(&mut self, take: &mut impl Take) -> Result<(), Fault> {
        self.placed(|text, line| Some(take(text, line))).map_err(Fault::of_feature)
    }

    /// Reads one value, of which `parse` says how long it is.
    fn value(&mut self, mut parse: impl FnMut(&str) -> Option<serde_json::Result<usize>>) -> Result<(), Fault> {
        self.placed(|text, _| parse(text))
    }

    /// Reads one value, of which `parse`, which can ask for its line, says how long it is. Where the window ends within it, more is read and it is tried again.
    fn placed(
        &mut self,
        mut parse: impl FnMut(&str, &dyn Fn() -> usize) -> Option<serde_json::Result<usize>>,
    ) -> Result<(), Fault> {
        let mut last = None;
        loop {
            match parse(&self.window[self.at..], &|| self.line()) {
                Some(Ok(length)) => {
                    self.at += length;
                    return Ok(());
                }
                // A number that the window cuts is taken for none: what is wrong is wrong in the same place when more is read.
                Some(Err(error)) if !error.is_eof() => {
                    let place = Some((error.line(), error.column()));
                    if self.is_at_end || last == place {
                        return Err(match too_deep(&error) {
                            Some(message) => {
                                Fault::Read(Over::reading(message, "write the feature without what is nested in it"))
                            }
                            // A line break that may not be there is counted as one already.
                            None => Fault::Json(
                                error.line().saturating_sub(1 + usize::from(error.column() == 0)),
                                without_line(&error),
                            ),
                        });
                    }
                    last = place;
                }
                _ if self.is_at_end => return Err(Fault::Json(0, "the file ends within a feature".into())),
                _ => {}
            }
            self.read_on()?;
        }
    }

    /// What the file says that it is.
    fn kind(&mut self) -> Result<(), Fault> {
        match self.json()? {
            serde_json::Value::String(kind) if kind == "FeatureCollection" => Ok(()),
            other => Err(Fault::Json(0, format!("the \"type\" is {}, not \"FeatureCollection\"", cut(&other.to_string())))),
        }
    }

    /// What older files say of their coordinates, which must be degrees.
    fn crs(&mut self) -> Result<(), Fault> {
        match other_crs(&self.json()?) {
            Some(other) => Err(Fault::Json(0, format!("the \"crs\" member says {other}; {DEGREES}"))),
            None => Ok(()),
        }
    }

    /// One value as it is.
    fn json<T: DeserializeOwned>(&mut self) -> Result<T, Fault> {
        let (mut found, is_at_end) = (None, self.is_at_end);
        self.value(|text| {
            let mut stream = serde_json::Deserializer::from_str(text).into_iter::<T>();
            let read = stream.next()?.map(|value| found = Some(value));
            // A number may go on behind the window.
            let length = stream.byte_offset();
            (read.is_err() || is_at_end || length < text.len()).then_some(read.map(|()| length))
        })?;
        found.ok_or_else(|| Fault::Json(0, "the file ends within a feature".into()))
    }

    /// The next byte that is no white space, left where it is.
    fn next_byte(&mut self) -> Result<Option<u8>, Fault> {
        loop {
            while let Some(byte) = self.window.as_bytes().get(self.at) {
                if !WHITE_SPACE.contains(byte) {
                    return Ok(Some(*byte));
                }
                self.at += 1;
            }
            if self.is_at_end {
                return Ok(None);
            }
            self.read_on()?;
        }
    }

    fn expect(&mut self, wanted: u8, what: &str) -> Result<(), Fault> {
        match self.next_byte()? {
            Some(byte) if byte == wanted => {
                self.at += 1;
                Ok(())
            }
            other => Err(unexpected(other, what)),
        }
    }

    /// A byte order mark may stand before the text.
    fn skip_mark(&mut self) -> Result<(), Fault> {
        self.next_byte()?;
        if self.window[self.at..].starts_with('\u{feff}') {
            self.at += 3;
        }
        Ok(())
    }

    /// Reads on behind what is in the window and not yet used; the window grows where a feature fills it.
    fn read_on(&mut self) -> Result<(), Fault> {
        self.counted.set((0, self.line() - 1));
        self.window.drain(..self.at);
        self.at = 0;
        if self.window.len() > FEATURE {
            let message = format!("a feature has more than {}", mebibytes(FEATURE as u64));
            return Err(Fault::Read(Over::reading(message, "cut the feature in parts")));
        }
        let wanted = self.step.max(self.window.len().min((FEATURE + 1).saturating_sub(self.window.len())));
        let read = self.source.by_ref().take(wanted as u64).read_to_end(&mut self.part).map_err(Fault::Read)?;
        self.is_at_end = read < wanted;
        let whole = match std::str::from_utf8(&self.part) {
            Ok(text) => text,
            // A letter may go on in what comes next.
            Err(error) if error.error_len().is_none() && !self.is_at_end => {
                std::str::from_utf8(&self.part[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(error) => {
                let before = self.part[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
                return Err(Fault::NotUtf8(breaks(&self.window) + before));
            }
        };
        self.window.push_str(whole);
        self.part.drain(..whole.len());
        Ok(())
    }
}

/// How many line breaks a text has.
fn breaks(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

fn unexpected(found: Option<u8>, wanted: &str) -> Fault {
    Fault::Json(
        0,
        match found {
            Some(byte) if byte.is_ascii_graphic() => format!("{:?} stands where {wanted} should", char::from(byte)),
            Some(_) => format!("something else stands where {wanted} should"),
            None => format!("the file ends where {wanted} should stand"),
        },
    )
}

/// The message without the line and column, which would count from the window.
fn without_line(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Broken, Features};
    use crate::import::feature::Reader;
    use crate::import::mapping::Mapping;

    fn count(text: &str) -> Result<usize, String> {
        counted(text, 1 << 18)
    }

    /// The features of a text that is read so many bytes at a time.
    fn counted(text: &str, step: usize) -> Result<usize, String> {
        let (mut count, mapping) = (0, Mapping::default());
        let mut reader = Reader::new(&mapping);
        let features = Features { step, ..Features::new(text.as_bytes()) };
        let done = features.of_collection(|text, _| {
            let (_, _, _, length) = reader.read(text)?;
            count += 1;
            Ok(length)
        });
        match done {
            Ok(()) => Ok(count),
            Err(Broken::Json(_, message) | Broken::Feature(_, message)) => Err(message),
            Err(Broken::Read(error)) => Err(error.to_string()),
        }
    }

    const FEATURE: &str = r#"{"type": "Feature", "properties": {"a": [1, {"b": null}]}, "geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}}"#;

    #[test]
    fn members_may_stand_in_any_order() {
        let text =
            format!("\u{feff} {{\"other\": 12.5e3, \"features\": [{FEATURE} , {FEATURE}], \"type\": \"FeatureCollection\"}} \n");
        assert_eq!(count(&text), Ok(2));
        assert_eq!(count(r#"{"type": "FeatureCollection", "features": []}"#), Ok(0));
    }

    /// Wherever what is read at once ends, within a number, a letter or a word, it goes on in what is read next.
    #[test]
    fn nothing_is_lost_between_two_pieces() {
        let feature = r#"{"type": "Feature", "id": -1.5e-3, "properties": {"имя": "Ряшт\u0020", "length_km": -0.25e1, "to": true}, "geometry": {"type": "LineString", "coordinates": [[-0.5, 1e1], [12.25, -3]]}}"#;
        let text = format!(
            "\u{feff}{{\"other\": -12.5e3, \"type\": \"FeatureCollection\", \"features\": [{feature},{feature}], \"bbox\": [-1.5, 2e-1, 3, 4]}}"
        );
        for step in 1..text.len() {
            assert_eq!(counted(&text, step), Ok(2), "{step}");
            let wrong = text.replace("-0.25e1", "-0.25e");
            assert!(counted(&wrong, step).is_err_and(|message| message.contains("number")), "{step}");
        }
    }

    /// Whatever is read at once, a feature has the line that it begins in.
    #[test]
    fn a_feature_has_its_line() {
        let text = format!(
            "{{\n\"type\": \"FeatureCollection\",\n\n\"features\": [ {FEATURE} ,\n\n{FEATURE},{FEATURE}\n,\n\t{FEATURE}\n]}}"
        );
        for step in [1, 2, 3, 50, 1 << 18] {
            let (mut lines, mapping) = (Vec::new(), Mapping::default());
            let mut reader = Reader::new(&mapping);
            let features = Features { step, ..Features::new(text.as_bytes()) };
            let done = features.of_collection(|text, line| {
                let (_, _, _, length) = reader.read(text)?;
                lines.push(line());
                Ok(length)
            });
            assert!(done.is_ok());
            assert_eq!(lines, [4, 6, 6, 8], "{step}");
        }
    }

    #[test]
    fn what_is_no_collection_is_refused() {
        let whole = format!(r#"{{"type": "FeatureCollection", "features": [{FEATURE}]}}"#);
        for end in 0..whole.len() {
            assert!(count(&whole[..end]).is_err(), "{}", &whole[..end]);
        }
        for text in [
            "[]",
            "{}",
            "null",
            r#"{"features": []}"#,
            r#"{"type": "Feature", "features": []}"#,
            r#"{"type": 1, "features": []}"#,
            r#"{"type": "FeatureCollection", "type": "FeatureCollection", "features": []}"#,
            r#"{"type": "FeatureCollection", "features": [1]}"#,
            r#"{"type": "FeatureCollection", "features": {}}"#,
            r#"{"type": "FeatureCollection", "features": []} x"#,
            r#"{"type": "Feature"}"#,
        ] {
            assert!(count(text).is_err(), "{text}");
        }
    }
}
