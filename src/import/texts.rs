//! Many short texts in one piece of memory.

/// Texts by number. One that was never set is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Texts {
    /// From their parts, if these fit together.
    pub fn of(bytes: Vec<u8>, ends: Vec<u32>) -> Option<Texts> {
        let text = std::str::from_utf8(&bytes).ok()?;
        let fits = ends.is_sorted() && ends.last().is_none_or(|last| *last as usize == bytes.len());
        (fits && ends.iter().all(|end| text.is_char_boundary(*end as usize))).then_some(Texts { bytes, ends })
    }

    /// The bytes of all, and where each ends.
    pub fn parts(&self) -> (&[u8], &[u32]) {
        (&self.bytes, &self.ends)
    }

    /// How many there are; those after the last that was set are not counted.
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// The text of this number, empty where there is none.
    pub fn at(&self, number: usize) -> &str {
        std::str::from_utf8(self.bytes_at(number)).unwrap_or_default()
    }

    /// The same as bytes: to be compared they need not be known to be text.
    pub fn bytes_at(&self, number: usize) -> &[u8] {
        let Some(end) = self.ends.get(number) else { return &[] };
        let begin = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[begin as usize..*end as usize]
    }

    /// Sets the text of a number after all that were set before; those between stay empty. Whether there was room: all together are at most 4 GiB.
    pub fn set(&mut self, number: usize, text: &str) -> bool {
        let Ok(end) = u32::try_from(self.bytes.len() + text.len()) else { return false };
        if text.is_empty() {
            return true;
        }
        self.ends.resize(number, self.bytes.len() as u32);
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(end);
        true
    }

    /// The number of a text.
    pub fn find(&self, text: &str) -> Option<usize> {
        if text.is_empty() { None } else { (0..self.ends.len()).find(|number| self.bytes_at(*number) == text.as_bytes()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn texts_are_where_they_were_set() {
        let mut texts = Texts::default();
        texts.set(1, "ab");
        texts.set(2, "");
        texts.set(3, "é");
        assert_eq!((0..5).map(|i| texts.at(i)).collect::<Vec<_>>(), ["", "ab", "", "é", ""]);
        assert_eq!((texts.find("é"), texts.find(""), texts.find("x")), (Some(3), None, None));
        let (bytes, ends) = texts.parts();
        assert_eq!(Texts::of(bytes.to_vec(), ends.to_vec()), Some(texts.clone()));
        assert_eq!(Texts::of(bytes.to_vec(), vec![0, 3]), None);
        assert_eq!(Texts::of(vec![0xff], vec![1]), None);
    }
}
