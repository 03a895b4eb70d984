//! The constants of judging: how evidence becomes a result, and how advice is ordered. They are data
//! (`judging.yaml`), conventions every one of them, and a site may move them.

/// Constants of judging. Strengths, coverages and shares run from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Judging {
    /// Strength of a hint, of what is indicated, of what is established.
    pub strength: [f64; 3],
    /// Periods running after which a hint counts as indicated.
    pub persistent_periods: usize,
    /// Share of the earlier value from which a change is a hint where its error is not known.
    pub least_change: f64,
    /// Least strength and coverage of a likely finding.
    pub likely: [f64; 2],
    /// Measured items a likely finding rests on, unless a defining one is established.
    pub items: usize,
    /// Least strength and coverage of a possible finding.
    pub possible: [f64; 2],
    /// Least coverage of a finding that is not seen.
    pub not_seen: f64,
    /// Severity of a likely and of a possible finding.
    pub severity: [f64; 2],
    /// What an effort of S, M and L divides the priority by.
    pub effort: [f64; 3],
    /// The least share of members affected that counts.
    pub least_share: f64,
    /// Pieces of advice printed for a group and for a place.
    pub shown: [usize; 2],
    /// Factor of population within which places are of like size.
    pub like_size: f64,
    /// Fewest peers that draw a line.
    pub fewest_peers: usize,
    /// Fewest groups that make a median or a share over the groups of a place.
    pub fewest_groups: usize,
}
