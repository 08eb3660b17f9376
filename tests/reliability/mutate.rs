//! Files that were good, spoilt: bytes turned, cut, doubled, mixed and interspersed with words that mean something.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::fuzz::seeds::WORDS;

/// Longer cases take longer and find no more.
const LONGEST: usize = 1 << 16;

/// What draws case `number` of a series: any case can be drawn again without those before it.
pub fn draws(seed: u64, series: &str, number: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&number.to_le_bytes());
    series.bytes().zip(&mut key[16..]).for_each(|(from, to)| *to = from);
    ChaCha8Rng::from_seed(key)
}

/// A whole number below a bound; 0 where there is none.
pub fn below(rng: &mut ChaCha8Rng, bound: usize) -> usize {
    if bound == 0 { 0 } else { (rng.next_u64() % bound as u64) as usize }
}

/// One of several.
pub fn one_of<'a, T>(rng: &mut ChaCha8Rng, all: &'a [T]) -> &'a T {
    &all[below(rng, all.len())]
}

/// One of the seeds after a change, or as many as this.
pub fn spoilt(rng: &mut ChaCha8Rng, seeds: &[Vec<u8>], most: usize) -> Vec<u8> {
    let mut bytes = one_of(rng, seeds).clone();
    for _ in 0..=below(rng, most) {
        change(rng, &mut bytes, seeds);
    }
    bytes.truncate(LONGEST);
    bytes
}

fn change(rng: &mut ChaCha8Rng, bytes: &mut Vec<u8>, seeds: &[Vec<u8>]) {
    let at = below(rng, bytes.len() + 1);
    let end = (at + 1 + below(rng, 24)).min(bytes.len());
    match below(rng, 12) {
        0 | 1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << below(rng, 8);
            }
        }
        2 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = *one_of(rng, &[0, 1, 0x7f, 0x80, 0xff, b'0', b'9', b'-', b'"', b',', b'\n', b'[', b'}']);
            }
        }
        3 | 4 => drop(bytes.splice(at..at, one_of(rng, WORDS).bytes())),
        5 | 6 => drop(bytes.splice(at..end, one_of(rng, WORDS).bytes())),
        7 => drop(bytes.drain(at..end)),
        8 => {
            let part = bytes[at..end].to_vec();
            let times = 1 + below(rng, 40);
            bytes.splice(at..at, part.repeat(times));
        }
        9 => {
            let other = one_of(rng, seeds);
            let from = below(rng, other.len());
            let to = (from + 1 + below(rng, 200)).min(other.len());
            bytes.splice(at..end, other[from..to].iter().copied());
        }
        10 => {
            // A number as numbers stand in binary files.
            let number = *one_of(rng, &[0_u64, 1, 0x7fff_ffff, 0xffff_ffff, u64::MAX, 1 << 40, 0x7ff8_0000_0000_0000, 255]);
            let width = *one_of(rng, &[1, 2, 4, 8]);
            let end = (at + width).min(bytes.len());
            let number = number.to_le_bytes();
            bytes.splice(at..end, number[..width].iter().copied());
        }
        _ => bytes.truncate(at),
    }
}
