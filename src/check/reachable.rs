//! Segments that no route can reach: islands of the network.

use std::collections::HashMap;

use super::Context;
use crate::issue::Issue;
use crate::read::schema::Kind;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    let segments: Vec<_> = context.raw.of(Kind::Segment).filter_map(|r| Some((r, r.text("from")?, r.text("to")?))).collect();
    let mut parent: HashMap<&str, &str> = HashMap::new();
    fn root<'a>(parent: &mut HashMap<&'a str, &'a str>, mut id: &'a str) -> &'a str {
        while let Some(up) = parent.get(id).copied() {
            if up == id {
                break;
            }
            // Each step halves the way for those that come after: a chain of thousands would be gone through for each of its links.
            if let Some(above) = parent.get(up).copied() {
                parent.insert(id, above);
            }
            id = up;
        }
        parent.entry(id).or_insert(id);
        id
    }
    // Freight never runs over pipelines, so the two are told apart.
    let is_pipe = |record: &crate::read::RawRecord| record.text("mode") == Some("pipeline");
    for pipes in [false, true] {
        parent.clear();
        let of_kind: Vec<_> = segments.iter().filter(|(record, ..)| is_pipe(record) == pipes).collect();
        let exchanges: Vec<_> = if pipes {
            context.raw.of(Kind::Exchange).filter_map(|r| Some((r.text("from")?, r.text("to")?))).collect()
        } else {
            Vec::new()
        };
        for (from, to) in of_kind.iter().map(|(_, from, to)| (*from, *to)).chain(exchanges) {
            let (a, b) = (root(&mut parent, from), root(&mut parent, to));
            parent.insert(a, b);
        }
        let mut size: HashMap<&str, usize> = HashMap::new();
        for (_, from, _) in &of_kind {
            *size.entry(root(&mut parent, from)).or_default() += 1;
        }
        let largest = size.values().copied().max().unwrap_or(0);
        for (record, from, _) in &of_kind {
            let part = size.get(root(&mut parent, from)).copied().unwrap_or(0);
            if part < largest {
                let message =
                    format!("no route can reach the segment: its part of the network has {part} segments, the largest {largest}");
                issues.push(
                    context
                        .warning("unreachable", record, Some("from"), message)
                        .help("join one of its ends to a place of the network"),
                );
            }
        }
    }
}
