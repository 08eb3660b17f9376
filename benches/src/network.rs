//! The networks that are measured.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Edges that run both ways, with whole metres.
pub struct Network {
    pub name: String,
    pub nodes: usize,
    pub ends: Vec<[u32; 2]>,
    pub metres: Vec<u32>,
    /// Longitude and latitude.
    pub at: Vec<[f32; 2]>,
}

/// Numbers that are the same in every run.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Numbers {
        Numbers(seed)
    }

    /// A number below a limit (SplitMix64: Steele, Lea and Flood 2014).
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }
}

impl Network {
    /// From `NAME.edges.csv.gz` (from, to, km) and `NAME.nodes.csv.gz` (id, longitude, latitude).
    pub fn read(folder: &Path, name: &str) -> Network {
        let table = |kind: &str| {
            let path = folder.join(format!("{name}.{kind}.csv.gz"));
            let mut text = String::new();
            let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("a packed table");
            text.lines()
                .skip(1)
                .map(|line| line.split(',').map(|cell| cell.parse::<f64>().expect("a number")).collect())
                .collect::<Vec<Vec<f64>>>()
        };
        let (edges, nodes) = (table("edges"), table("nodes"));
        Network {
            name: name.to_owned(),
            nodes: nodes.len(),
            ends: edges.iter().map(|row| [row[0] as u32, row[1] as u32]).collect(),
            metres: edges.iter().map(|row| (row[2] * 1000.0).round() as u32).collect(),
            at: nodes.iter().map(|row| [row[1] as f32, row[2] as f32]).collect(),
        }
    }

    /// A network like a railway map: junctions on a grid, a third of the lines left out, and three stations within each line, about `nodes` in all.
    pub fn grown(nodes: usize) -> Network {
        let side = ((nodes as f64 / 4.0).sqrt() as usize).max(2);
        let mut numbers = Numbers::new(nodes as u64);
        let step = 20.0 / side as f32;
        let mut network =
            Network { name: format!("grown {nodes}"), nodes: side * side, ends: Vec::new(), metres: Vec::new(), at: Vec::new() };
        for i in 0..side * side {
            let mut jitter = || step * numbers.below(600) as f32 / 1000.0;
            network.at.push([40.0 + step * (i % side) as f32 + jitter(), 35.0 + step * (i / side) as f32 + jitter()]);
        }
        for i in 0..side * side {
            for j in [(i % side + 1 < side).then_some(i + 1), (i / side + 1 < side).then_some(i + side)].into_iter().flatten() {
                // The first row and column stay, so that all hangs together.
                if j % side != 0 && i / side != 0 && numbers.below(3) == 0 {
                    continue;
                }
                let ([ax, ay], [bx, by]) = (network.at[i], network.at[j]);
                let metres = ((bx - ax) * 90_000.0).hypot((by - ay) * 111_000.0);
                let mut last = i as u32;
                for k in 1..=4_u16 {
                    let share = f32::from(k) / 4.0;
                    let next = if k == 4 { j as u32 } else { network.at.len() as u32 };
                    if k < 4 {
                        network.at.push([ax + share * (bx - ax), ay + share * (by - ay)]);
                    }
                    network.ends.push([last, next]);
                    network.metres.push(((metres / 4.0) as u32).max(1) + numbers.below(200) as u32);
                    last = next;
                }
            }
        }
        network.nodes = network.at.len();
        network
    }

    /// Arcs both ways: `2 * edge` along an edge, the next against it.
    pub fn arcs(&self) -> Vec<[u32; 2]> {
        self.ends.iter().flat_map(|[a, b]| [[*a, *b], [*b, *a]]).collect()
    }

    /// Where each arc begins, and where it ends.
    pub fn tails_and_heads(&self) -> (Vec<u32>, Vec<u32>) {
        self.arcs().iter().map(|[a, b]| (*a, *b)).unzip()
    }

    /// Latitudes and longitudes.
    pub fn degrees(&self) -> (Vec<f32>, Vec<f32>) {
        self.at.iter().map(|[lon, lat]| (*lat, *lon)).unzip()
    }

    /// Positions on a flat map.
    pub fn flat(&self) -> Vec<[f32; 2]> {
        self.at.iter().map(|[lon, lat]| [lon * lat.to_radians().cos(), *lat]).collect()
    }
}
