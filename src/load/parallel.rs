//! The same work on many things, on several threads, with the results in order.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Runs `work` on every index below `count` on up to `jobs` threads, of which this is one.
pub fn map<T: Send>(count: usize, jobs: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let jobs = jobs.clamp(1, count.max(1));
    if jobs == 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let one_thread = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return done;
            }
            done.push((at, work(at)));
        }
    };
    let mut all: Vec<(usize, T)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..jobs).map(|_| scope.spawn(one_thread)).collect();
        let mut all = one_thread();
        for thread in threads {
            all.extend(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        all
    });
    all.sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        for jobs in [0, 1, 2, 7, 100] {
            assert_eq!(map(50, jobs, |i| i * i), (0..50).map(|i| i * i).collect::<Vec<_>>());
            assert!(map(0, jobs, |i| i).is_empty());
        }
    }
}
