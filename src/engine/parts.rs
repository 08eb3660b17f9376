//! What hangs together.

/// The lowest of the things that a thing hangs together with; paths are shortened on the way.
pub fn root(parent: &mut [u32], mut thing: u32) -> u32 {
    while parent[thing as usize] != thing {
        parent[thing as usize] = parent[parent[thing as usize] as usize];
        thing = parent[thing as usize];
    }
    thing
}

/// Makes two things hang together. At first each is its own parent.
pub fn unite(parent: &mut [u32], a: u32, b: u32) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b) as usize] = a.min(b);
}
