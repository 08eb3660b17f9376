//! Summaries of many draws.

use schemars::JsonSchema;
use serde::Serialize;

use crate::units::round;

/// How a figure is spread over draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Distribution {
    /// Draws that it is of.
    pub draws: usize,
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
    /// 5 % of the draws lie below.
    pub p5: f64,
    /// 25 %.
    pub p25: f64,
    /// Half.
    pub p50: f64,
    /// 75 %.
    pub p75: f64,
    /// 95 %.
    pub p95: f64,
}

impl Distribution {
    /// Of some values; `None` where there is none. Between two values quantiles are interpolated (type 7 of Hyndman and Fan 1996).
    pub(super) fn of(mut values: Vec<f64>) -> Option<Distribution> {
        if values.is_empty() {
            return None;
        }
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
        values.sort_by(f64::total_cmp);
        let quantile = |q: f64| {
            let at = q * (n - 1.0);
            let (low, high) = (at.floor() as usize, at.ceil() as usize);
            round(values[low] + (at - at.floor()) * (values[high] - values[low]), 3)
        };
        let draws = values.len();
        let [p5, p25, p50, p75, p95] = [0.05, 0.25, 0.5, 0.75, 0.95].map(quantile);
        Some(Distribution { draws, mean: round(mean, 3), sd: round(variance.sqrt(), 3), p5, p25, p50, p75, p95 })
    }
}

/// Rank correlation (Spearman 1904): the correlation of the ranks, ties sharing their mean rank. 0 where one of the two never changes.
pub(super) fn rank_correlation(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (ranks(a), ranks(b));
    let n = a.len() as f64;
    let mean = (n + 1.0) / 2.0;
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(&b) {
        ab += (x - mean) * (y - mean);
        aa += (x - mean).powi(2);
        bb += (y - mean).powi(2);
    }
    if aa <= 0.0 || bb <= 0.0 { 0.0 } else { ab / (aa * bb).sqrt() }
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut begin = 0;
    for same in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let rank = begin as f64 + (same.len() as f64 + 1.0) / 2.0;
        same.iter().for_each(|i| ranks[*i] = rank);
        begin += same.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::{Distribution, rank_correlation};

    #[test]
    fn quantiles_lie_between_values() {
        let found = Distribution::of((1..=5).map(f64::from).collect());
        assert!(found.is_some_and(|d| (d.mean, d.p25, d.p50, d.p95) == (3.0, 2.0, 3.0, 4.8) && d.draws == 5));
        assert_eq!(Distribution::of(Vec::new()), None);
        // Squares 9, 1, 1, 1, 0, 0, 4 and 16 around 5.
        let found = Distribution::of([2, 4, 4, 4, 5, 5, 7, 9].map(f64::from).to_vec());
        assert!(found.is_some_and(|d| (d.mean, d.sd) == (5.0, 2.0)));
    }

    #[test]
    fn ranks_see_any_rise() {
        let a = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(rank_correlation(&a, &[1.0, 8.0, 27.0, 64.0]), 1.0);
        assert_eq!(rank_correlation(&a, &[4.0, 3.0, 2.0, 1.0]), -1.0);
        assert_eq!(rank_correlation(&a, &[7.0; 4]), 0.0);
        // 1 - 6 * (4 + 1 + 1 + 1 + 1 + 0) / (6 * 35): differences of ranks squared, without ties.
        let found = rank_correlation(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &[3.0, 1.0, 2.0, 5.0, 4.0, 6.0]);
        assert!((found - (1.0 - 6.0 * 8.0 / 210.0)).abs() < 1e-12);
        // Ties share a rank: 1, 2.5, 2.5, 4 against 1..4.
        assert!((rank_correlation(&a, &[0.0, 5.0, 5.0, 9.0]) - 4.5 / (5.0_f64 * 4.5).sqrt()).abs() < 1e-12);
    }
}
