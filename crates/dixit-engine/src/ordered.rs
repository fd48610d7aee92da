//! Work on many threads, results in order, memory bounded.

use crossbeam_channel::{Receiver, Sender, bounded};
use std::ops::ControlFlow;
use std::thread;

/// Items that may wait for a thread, or for their turn, for each thread: enough
/// that one long article does not hold the others up.
const WAITING_PER_JOB: usize = 8;

/// Deep pages and long sentences recurse; the default of 2 MiB is too tight to
/// be sure of.
const STACK: usize = 16 << 20;

/// Calls `each` with the result of `work` on every item, in the order of the
/// items, working on `jobs` of them at a time.
///
/// Items are taken only as fast as results are used up, so that memory does
/// not depend on their number. Ends early when `each` breaks. `items` is called
/// on the thread that takes them: files and pipes need not move between threads.
pub fn map_in_order<I, T, R>(
    items: impl FnOnce() -> I + Send,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    mut each: impl FnMut(R) -> ControlFlow<()>,
) -> std::io::Result<()>
where
    I: Iterator<Item = T>,
    T: Send,
    R: Send,
{
    let waiting = jobs.saturating_mul(WAITING_PER_JOB);
    // Each item travels with the sending end of a channel for its result; the
    // receiving ends queue up in the order of the items.
    let (to_workers, tasks) = bounded::<(T, Sender<R>)>(waiting);
    let (to_queue, queue) = bounded::<Receiver<R>>(waiting);
    let work = &work;
    thread::scope(|scope| {
        for number in 0..jobs {
            let tasks = tasks.clone();
            let worker = move || {
                for (item, answer) in tasks {
                    // Nobody waits for it any more when `each` broke off.
                    let _ = answer.send(work(item));
                }
            };
            named(format!("reader {number}")).spawn_scoped(scope, worker)?;
        }
        drop(tasks);
        let feeder = move || {
            for item in items() {
                let (answer, result) = bounded(1);
                if to_queue.send(result).is_err() || to_workers.send((item, answer)).is_err() {
                    break;
                }
            }
        };
        named("intake".to_owned()).spawn_scoped(scope, feeder)?;
        for result in queue {
            // A worker that died took its answer with it.
            let Ok(result) = result.recv() else { break };
            if each(result).is_break() {
                break;
            }
        }
        Ok(())
    })
}

fn named(name: String) -> thread::Builder {
    thread::Builder::new().name(name).stack_size(STACK)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_order_for_any_number_of_jobs() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let slow_first = |n: u64| {
                thread::sleep(Duration::from_micros(200 - n));
                n * 2
            };
            map_in_order(
                || 0..200,
                jobs,
                slow_first,
                |n| {
                    seen.push(n);
                    ControlFlow::Continue(())
                },
            )
            .unwrap();
            assert_eq!(seen, (0..200).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_more_items_are_taken_than_may_wait() {
        let taken = AtomicUsize::new(0);
        let items = (0..10_000).inspect(|_| {
            taken.fetch_add(1, Ordering::Relaxed);
        });
        let mut used = 0;
        map_in_order(
            || items,
            2,
            |n| n,
            |_| {
                used += 1;
                let ahead = taken.load(Ordering::Relaxed) - used;
                assert!(ahead <= 2 * WAITING_PER_JOB * 2 + 4, "{ahead} ahead");
                ControlFlow::Continue(())
            },
        )
        .unwrap();
        assert_eq!(used, 10_000);
    }

    #[test]
    fn breaking_off_ends_an_endless_stream() {
        let mut seen = 0;
        map_in_order(
            || 0..,
            3,
            |n| n,
            |_| {
                seen += 1;
                if seen == 5 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        )
        .unwrap();
        assert_eq!(seen, 5);
    }
}
