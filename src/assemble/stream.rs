//! Work on many things at once, results in order: any number of threads, the same sequence of results.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

/// Results that may wait for each thread: four groups leave some 200 KB of rows behind, with yearly files 600 KB.
const WAITING: usize = 3;

/// Runs `work` for 0 to `count` − 1 on `jobs` threads, of which this is one, and hands each result to `take` in ascending
/// order. Only this thread hands over: what `take` keeps is then in one piece of memory. It does so between two pieces
/// of its own work: one thread more than processors would push the others off theirs all the time.
///
/// # Errors
/// The first error by order, of either function; the other threads then stop.
pub fn ordered<T: Send, E: Send>(
    count: usize,
    jobs: usize,
    work: impl Fn(usize) -> Result<T, E> + Sync,
    take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    let claim = || {
        let at = next.fetch_add(1, Ordering::Relaxed);
        (at < count && !stopped.load(Ordering::Relaxed)).then_some(at)
    };
    let jobs = jobs.clamp(1, count.max(1));
    let (send, receive) = mpsc::sync_channel::<(usize, Result<T, E>)>(jobs * WAITING);
    std::thread::scope(|scope| {
        for _ in 1..jobs {
            let (send, claim, work) = (send.clone(), &claim, &work);
            scope.spawn(move || {
                while let Some(at) = claim() {
                    if send.send((at, work(at))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut line = Line { waiting: BTreeMap::new(), due: 0, take, outcome: Ok(()) };
        while let Some(at) = claim() {
            line.bring(at, work(at));
            receive.try_iter().for_each(|(at, result)| line.bring(at, result));
            stopped.store(line.outcome.is_err(), Ordering::Relaxed);
        }
        for (at, result) in receive {
            line.bring(at, result);
            stopped.store(line.outcome.is_err(), Ordering::Relaxed);
        }
        line.outcome
    })
}

/// Results on their way to `take`.
struct Line<T, E, F> {
    /// Those that came early, by number.
    waiting: BTreeMap<usize, Result<T, E>>,
    /// The number of the next one.
    due: usize,
    take: F,
    outcome: Result<(), E>,
}

impl<T, E, F: FnMut(T) -> Result<(), E>> Line<T, E, F> {
    /// Takes a result in, and hands over what is due.
    fn bring(&mut self, at: usize, result: Result<T, E>) {
        self.waiting.insert(at, result);
        while let Some(result) = self.waiting.remove(&self.due) {
            self.due += 1;
            if self.outcome.is_ok() {
                self.outcome = result.and_then(&mut self.take);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let done: Result<(), ()> = ordered(
                1000,
                jobs,
                |i| Ok(i * 2),
                |value| {
                    seen.push(value);
                    Ok(())
                },
            );
            assert_eq!(done, Ok(()));
            assert_eq!(seen, (0..1000).map(|i| i * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_first_error_ends_the_work() {
        let done = ordered(1000, 3, |i| if i == 500 { Err(i) } else { Ok(i) }, |_| Ok(()));
        assert_eq!(done, Err(500));
    }
}
