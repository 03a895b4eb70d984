//! The drawing of switching flows: nodes on both sides, ribbons between them.

use super::Kit;
use super::canvas::Canvas;
use super::flows::{End, Moved, Sums, bounded, name};
use super::svg::{Anchor, Ink, Type};
use super::width::wrap;

/// Named nodes on a side; smaller ones are drawn together.
const NODES: usize = 8;

/// Members at an end.
#[derive(Debug, Clone, Copy)]
struct Total {
    end: End,
    count: f64,
    bound: bool,
}

/// Nodes of both sides and the ribbons between them.
pub struct Picture {
    left: Vec<Total>,
    right: Vec<Total>,
    moved: Vec<Moved>,
}

impl Picture {
    /// Of what is published.
    pub(super) fn new(Sums { moved, hidden, .. }: &Sums) -> Self {
        let left = side(moved, hidden, |(from, _)| from);
        let right = side(moved, hidden, |(_, to)| to);
        let keep = |nodes: &[Total], end: End| if nodes.iter().any(|node| node.end == end) { end } else { End::Rest };
        let mut merged: Vec<Moved> = Vec::new();
        for one in moved {
            let (from, to) = (keep(&left, one.from), keep(&right, one.to));
            match merged.iter_mut().find(|have| have.from == from && have.to == to) {
                Some(have) => {
                    have.count += one.count;
                    have.bound |= one.bound;
                }
                None => merged.push(Moved { from, to, ..*one }),
            }
        }
        Self { left, right, moved: merged }
    }

    /// Drawn at this width, under this class.
    pub fn draw(&self, kit: &Kit, width: f64, class: &str) -> String {
        let narrow = width < 500.0;
        let most = self.left.len().max(self.right.len()) as f64;
        let (gap, label) = (if narrow { 20.0 } else { 14.0 }, if narrow { 98.0 } else { 190.0 });
        // Few nodes need little height: one ribbon is no tower.
        let tallest: f64 = if narrow { 380.0 } else { 330.0 };
        let height = (most * 62.0 + 40.0).min(tallest).max(most * 34.0);
        let total: f64 = self.moved.iter().map(|moved| moved.count).sum();
        let scale = (height - 24.0 - gap * (most - 1.0)) / total.max(1.0);
        let canvas = Canvas::new(width, height, class);
        let (from, to) = (label + 6.0, width - label - 6.0);
        let left = stack(&self.left, height, scale, gap);
        let right = stack(&self.right, height, scale, gap);
        self.ribbons(kit, &canvas, (from + 8.0, to - 8.0), (&left, &right), scale);
        for (nodes, x) in [(&left, from), (&right, to - 7.0)] {
            for node in nodes {
                canvas.rect(Ink::Node, (x, node.top), (x + 7.0, node.top + node.height));
            }
        }
        labels(kit, &canvas, &left, from - 6.0, Anchor::End, label, height);
        labels(kit, &canvas, &right, to + 6.0, Anchor::Start, label, height);
        canvas.finish()
    }

    /// Ribbons in the order of the nodes they end at, pale ones beneath dark ones, their counts at the right end.
    fn ribbons(&self, kit: &Kit, canvas: &Canvas, (from, to): (f64, f64), nodes: (&[Node], &[Node]), scale: f64) {
        let place = |nodes: &[Node], end: End| nodes.iter().position(|node| node.end == end).unwrap_or(0);
        let mut order: Vec<(usize, usize, &Moved)> =
            self.moved.iter().map(|moved| (place(nodes.0, moved.from), place(nodes.1, moved.to), moved)).collect();
        let mut laid: Vec<(Ink, f64, f64, f64, &Moved)> = Vec::new();
        order.sort_by_key(|(left, right, _)| (*left, *right));
        let mut starts: Vec<f64> = nodes.0.iter().map(|node| node.top).collect();
        let mut begins = Vec::new();
        for (left, _, moved) in &order {
            if let Some(start) = starts.get_mut(*left) {
                begins.push(*start);
                *start += moved.count * scale;
            }
        }
        let mut ends: Vec<f64> = nodes.1.iter().map(|node| node.top).collect();
        for ((left, right, moved), begin) in order.into_iter().zip(begins) {
            if let Some(end) = ends.get_mut(right) {
                let outside = |nodes: &[Node], at: usize| nodes.get(at).is_some_and(|node| node.end == End::Outside);
                let ink = if outside(nodes.0, left) || outside(nodes.1, right) { Ink::FlowOut } else { Ink::FlowIn };
                laid.push((ink, begin, *end, moved.count * scale, moved));
                *end += moved.count * scale;
            }
        }
        for ink in [Ink::FlowOut, Ink::FlowIn] {
            for (_, begin, end, thick, _) in laid.iter().filter(|ribbon| ribbon.0 == ink) {
                canvas.ribbon(ink, (from, *begin, begin + thick), (to, *end, end + thick));
            }
        }
        for (ink, begin, end, thick, moved) in laid.iter().filter(|ribbon| ribbon.3 >= 12.0) {
            let kind = if *ink == Ink::FlowIn { Type::OnFlow } else { Type::Small };
            let count = bounded(kit, moved.count, moved.bound);
            // A count must not leave its ribbon where that still bends.
            let reach = (5.0 + f64::from(kind.width(&count)) / 10.0) / (to - from);
            if thick - 2.0 * (end - begin).abs() * bend(reach) >= 9.0 {
                canvas.try_text(kind, (to - 5.0, end + thick / 2.0 + 4.0), Anchor::End, &count);
            }
        }
    }
}

/// How far a ribbon still is from the height it ends at, as a share of its whole rise, so far before its end (a share of
/// its length): the curve of [`super::svg::Pen::level_curve_to`].
fn bend(before: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..24 {
        let t: f64 = (low + high) / 2.0;
        let x = t * (1.5 - t * (1.5 - t));
        if x < before { low = t } else { high = t }
    }
    low * low * (3.0 - 2.0 * low)
}

/// A node as drawn.
struct Node {
    end: End,
    count: f64,
    bound: bool,
    top: f64,
    height: f64,
}

/// Sums by end, the largest groups first, then all others together, outside last.
fn side(moved: &[Moved], hidden: &[(End, End)], end: impl Fn((End, End)) -> End) -> Vec<Total> {
    let mut sums: Vec<Total> = Vec::new();
    for one in moved {
        let at = end((one.from, one.to));
        match sums.iter_mut().find(|have| have.end == at) {
            Some(have) => have.count += one.count,
            None => {
                let bound = hidden.iter().any(|flow| end(*flow) == at);
                sums.push(Total { end: at, count: one.count, bound });
            }
        }
    }
    let is_outside = |total: &Total| total.end == End::Outside;
    sums.sort_by(|a, b| is_outside(a).cmp(&is_outside(b)).then(b.count.total_cmp(&a.count)).then(a.end.cmp(&b.end)));
    let groups = sums.iter().filter(|total| !is_outside(total)).count();
    if groups > NODES {
        let outside = sums.iter().copied().find(is_outside);
        sums.retain(|total| !is_outside(total));
        let rest = sums.split_off(NODES);
        let (count, bound) = (rest.iter().map(|total| total.count).sum(), rest.iter().any(|total| total.bound));
        sums.push(Total { end: End::Rest, count, bound });
        sums.extend(outside);
    }
    sums
}

/// Nodes one beneath the other, the stack in the middle of the height.
fn stack(nodes: &[Total], height: f64, scale: f64, gap: f64) -> Vec<Node> {
    let all: f64 = nodes.iter().map(|total| total.count * scale).sum::<f64>() + gap * (nodes.len() as f64 - 1.0);
    let mut top = (height - all) / 2.0;
    let mut out = Vec::with_capacity(nodes.len());
    for Total { end, count, bound } in nodes {
        out.push(Node { end: *end, count: *count, bound: *bound, top, height: count * scale });
        top += count * scale + gap;
    }
    out
}

/// Names with their counts beside the nodes, moved apart where they would touch.
fn labels(kit: &Kit, canvas: &Canvas, nodes: &[Node], x: f64, anchor: Anchor, room: f64, height: f64) {
    let texts: Vec<Vec<String>> =
        nodes.iter().map(|node| wrap(name(kit, node.end).0, 120, (room * 10.0) as i32, 3)).collect();
    // The count stands behind the name where it fits, else on a line of its own.
    let counts: Vec<String> = nodes.iter().map(|node| bounded(kit, node.count, node.bound)).collect();
    let fits = |lines: &[String], count: &str| {
        let last = lines.last().map_or(0, |line| Type::Name.width(line));
        last + 50 + Type::Bold.width(count) <= (room * 10.0) as i32
    };
    let heights: Vec<f64> =
        texts.iter().zip(&counts).map(|(t, c)| 13.5 * (t.len() + usize::from(!fits(t, c))) as f64).collect();
    let mut tops: Vec<f64> =
        nodes.iter().zip(&heights).map(|(node, h)| node.top + node.height / 2.0 - h / 2.0).collect();
    let mut floor = 1.0;
    for (top, h) in tops.iter_mut().zip(&heights) {
        *top = top.max(floor);
        floor = *top + h + 2.0;
    }
    let mut ceiling = height - 1.0;
    for (top, h) in tops.iter_mut().zip(&heights).rev() {
        *top = top.min(ceiling - h);
        ceiling = *top - 2.0;
    }
    for ((lines, count), top) in texts.iter().zip(&counts).zip(tops) {
        let mut y = top + 10.5;
        for (at, line) in lines.iter().enumerate() {
            let last = at + 1 == lines.len();
            if !(last && fits(lines, count) && canvas.try_pair((x, y), anchor, line, count)) {
                canvas.text(Type::Name, (x, y), anchor, line);
            }
            y += 13.5;
        }
        if !fits(lines, count) {
            canvas.text(Type::Bold, (x, y), anchor, count);
        }
    }
}
