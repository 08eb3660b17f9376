//! Things by the number of what they belong to: arcs by the nodes that they leave, links by their upper ends.

/// Things in one piece of memory, group by group; within a group they keep their order.
#[derive(Debug, Clone)]
pub struct Grouped<T> {
    first: Vec<u32>,
    list: Vec<T>,
}

impl<T: Copy + Default> Grouped<T> {
    /// Groups things, each with the number of its group.
    pub fn of(groups: usize, things: impl Iterator<Item = (u32, T)> + Clone) -> Grouped<T> {
        let mut first = vec![0_u32; groups + 1];
        things.clone().for_each(|(group, _)| first[group as usize + 1] += 1);
        (0..groups).for_each(|group| first[group + 1] += first[group]);
        let mut next = first.clone();
        let mut list = vec![T::default(); first[groups] as usize];
        things.for_each(|(group, thing)| {
            let place = &mut next[group as usize];
            list[*place as usize] = thing;
            *place += 1;
        });
        Grouped { first, list }
    }

    /// The things of a group.
    pub fn at(&self, group: u32) -> &[T] {
        &self.list[self.first[group as usize] as usize..self.first[group as usize + 1] as usize]
    }

    /// Number of groups.
    pub fn group_count(&self) -> usize {
        self.first.len() - 1
    }

    /// Number of things.
    pub fn count(&self) -> usize {
        self.list.len()
    }
}
