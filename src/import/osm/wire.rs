//! Protocol Buffers as far as they must be understood to know how much memory a message takes before it is read.

/// The fields of a message, one after another; what is no field ends them.
pub(super) struct Fields<'b>(pub &'b [u8]);

/// What a field holds.
pub(super) enum Value<'b> {
    Number(u64),
    Bytes(&'b [u8]),
    /// Four or eight bytes, which mean nothing here.
    Fixed,
}

impl<'b> Iterator for Fields<'b> {
    type Item = (u64, Value<'b>);

    fn next(&mut self) -> Option<(u64, Value<'b>)> {
        let key = self.number()?;
        let value = match key & 7 {
            0 => Value::Number(self.number()?),
            1 => self.take(8).map(|_| Value::Fixed)?,
            2 => {
                let length = usize::try_from(self.number()?).ok()?;
                Value::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Value::Fixed)?,
            _ => return None,
        };
        Some((key >> 3, value))
    }
}

impl<'b> Fields<'b> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (first, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

/// Writes a field of bytes.
pub(super) fn write_bytes(out: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    write_number(out, field << 3 | 2);
    write_number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Writes a number as it stands in a message.
pub(super) fn write_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// What each part of a block takes in memory once it is read, bytes: rather too much than too little.
const MESSAGE: u64 = 256;
const TEXT: u64 = 64;
const FIELD: u64 = 32;
const NUMBER: u64 = 8;

/// How much memory a block of data takes once it is read, bytes.
pub(super) fn memory_of_data(block: &[u8]) -> u64 {
    let of_field = |(field, value): (u64, Value)| match (field, value) {
        // The table of texts.
        (1, Value::Bytes(table)) => Fields(table).count() as u64 * TEXT,
        // A group of nodes, ways and relations.
        (2, Value::Bytes(group)) => MESSAGE + Fields(group).map(memory_of_element).sum::<u64>(),
        _ => FIELD,
    };
    Fields(block).map(of_field).sum()
}

fn memory_of_element((_, element): (u64, Value)) -> u64 {
    let of_field = |(_, value): (u64, Value)| match value {
        // Numbers stand in lists, each ending with a byte whose highest bit is not set.
        Value::Bytes(list) => FIELD + list.iter().filter(|byte| **byte < 0x80).count() as u64 * NUMBER,
        _ => FIELD,
    };
    match element {
        Value::Bytes(element) => MESSAGE + Fields(element).map(of_field).sum::<u64>(),
        _ => FIELD,
    }
}

/// How much memory the head of a file takes once it is read, bytes.
pub(super) fn memory_of_header(header: &[u8]) -> u64 {
    Fields(header).count() as u64 * TEXT
}
