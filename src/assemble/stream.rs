//! Work on many things at once, results in order: any number of threads, the same sequence of results.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{PoisonError, mpsc};

/// Things worked on before their result is handed over. Small: a group leaves some 200 KB of rows behind, and several
/// chunks wait for each thread.
const CHUNK: usize = 4;

/// Runs `work` for 0 to `count` − 1 on `jobs` threads and hands each result to `take` in ascending order.
/// At most a few chunks wait at a time.
///
/// # Errors
/// The first error by order, of either function; the other threads then stop.
pub fn ordered<T: Send, E: Send>(
    count: usize,
    jobs: usize,
    work: impl Fn(usize) -> Result<T, E> + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let chunks = count.div_ceil(CHUNK);
    let next = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    let (send, receive) = mpsc::sync_channel::<(usize, Result<Vec<T>, E>)>(jobs.max(1) * 2);
    let send = Mutex::new(send);
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            let sender = send.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let (next, stopped, work) = (&next, &stopped, &work);
            scope.spawn(move || {
                loop {
                    let chunk = next.fetch_add(1, Ordering::Relaxed);
                    if chunk >= chunks || stopped.load(Ordering::Relaxed) {
                        return;
                    }
                    let range = chunk * CHUNK..count.min((chunk + 1) * CHUNK);
                    if sender.send((chunk, range.map(work).collect())).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        let mut outcome = Ok(());
        for (chunk, results) in receive {
            waiting.insert(chunk, results);
            while let Some(results) = waiting.remove(&due) {
                due += 1;
                if outcome.is_ok() {
                    outcome = results.and_then(|results| results.into_iter().try_for_each(&mut take));
                    stopped.store(outcome.is_err(), Ordering::Relaxed);
                }
            }
        }
        outcome
    })
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
