//! How many searches run at once, and how many requests wait for one to end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use hyper::StatusCode;
use tokio::sync::Semaphore;

use super::limits;
use super::reply::Reply;

/// The gate that searches pass.
pub(super) struct Gate {
    searches: Arc<Semaphore>,
    waiting: AtomicUsize,
    most_waiting: usize,
    within: Duration,
}

/// Asked by a search whether anybody waits for it.
pub(super) struct Wanted(Arc<AtomicBool>);

impl Wanted {
    pub(super) fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Says that nobody waits any more, whether the reply was given up or whoever asked went away.
struct Waiter(Arc<AtomicBool>);

impl Drop for Waiter {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

/// Counts one that waits, for as long as it lives.
struct Place<'a>(&'a AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Gate {
    /// With the limits of the server.
    pub(super) fn new() -> Gate {
        Gate::of(limits::SEARCHES, limits::WAITING, limits::ANSWER_WITHIN)
    }

    fn of(searches: usize, most_waiting: usize, within: Duration) -> Gate {
        Gate { searches: Arc::new(Semaphore::new(searches)), waiting: AtomicUsize::new(0), most_waiting, within }
    }

    /// Does a piece of work on a thread of its own when there is room. One that takes too long is told to stop, and keeps its room until it has; one that
    /// panics is a failed answer, no more.
    pub(super) async fn pass(&self, work: impl FnOnce(&Wanted) -> Reply + Send + 'static) -> Reply {
        let Some(room) = self.room().await else {
            return Reply::busy("too many searches at once", "ask again in a second");
        };
        let flag = Arc::new(AtomicBool::new(true));
        let (wanted, waiter) = (Wanted(flag.clone()), Waiter(flag));
        let search = tokio::task::spawn_blocking(move || {
            let reply = work(&wanted);
            drop(room);
            reply
        });
        let reply = tokio::time::timeout(self.within, search).await;
        drop(waiter);
        match reply {
            Ok(Ok(reply)) => reply,
            Ok(Err(_)) => Reply::refused(
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal",
                "the program failed on this question; this is a bug in corridor",
                "please report the question",
            ),
            Err(_) => Reply::busy("the answer took longer than 30 seconds and was stopped", "ask for less"),
        }
    }

    async fn room(&self) -> Option<tokio::sync::OwnedSemaphorePermit> {
        if let Ok(room) = self.searches.clone().try_acquire_owned() {
            return Some(room);
        }
        let place = Place(&self.waiting);
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= self.most_waiting {
            return None;
        }
        let room = self.searches.clone().acquire_owned().await.ok();
        drop(place);
        room
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn runtime() -> tokio::runtime::Runtime {
        match tokio::runtime::Builder::new_multi_thread().enable_time().worker_threads(2).build() {
            Ok(runtime) => runtime,
            Err(error) => unreachable!("{error}"),
        }
    }

    #[test]
    fn a_panic_is_one_failed_answer_and_the_gate_stays_open() {
        let gate = Gate::of(1, 0, Duration::from_secs(10));
        runtime().block_on(async {
            for _ in 0..3 {
                let reply = gate.pass(|_| std::panic::resume_unwind(Box::new("a bug"))).await;
                assert_eq!(reply.status(), StatusCode::INTERNAL_SERVER_ERROR);
            }
            assert_eq!(gate.pass(|_| Reply::busy("done", "")).await.status(), StatusCode::SERVICE_UNAVAILABLE);
        });
    }

    #[test]
    fn a_search_that_takes_too_long_is_stopped_and_keeps_its_room_until_then() {
        let gate = Gate::of(1, 0, Duration::from_millis(50));
        let (told, stopped) = mpsc::channel();
        let (go, may_end) = mpsc::channel::<()>();
        runtime().block_on(async {
            let reply = gate
                .pass(move |wanted| {
                    while wanted.is_wanted() {
                        std::thread::sleep(Duration::from_millis(1));
                    }
                    let _ = told.send(());
                    let _ = may_end.recv();
                    Reply::busy("", "")
                })
                .await;
            assert_eq!(reply.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert!(stopped.recv_timeout(Duration::from_secs(10)).is_ok(), "the search was told to stop");
            // It has not ended yet: there is no room, and nobody may wait.
            assert_eq!(gate.searches.available_permits(), 0);
            assert_eq!(gate.pass(|_| unreachable!()).await.status(), StatusCode::SERVICE_UNAVAILABLE);
            let _ = go.send(());
        });
        assert_eq!(gate.searches.available_permits(), 1);
        assert_eq!(gate.waiting.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn so_many_search_and_so_many_wait() {
        let gate = Arc::new(Gate::of(2, 3, Duration::from_secs(30)));
        let (go, may_end) = mpsc::channel::<()>();
        let may_end = Arc::new(std::sync::Mutex::new(may_end));
        runtime().block_on(async {
            let ask = || {
                let (gate, may_end) = (gate.clone(), may_end.clone());
                tokio::spawn(async move {
                    let work = move |_: &Wanted| {
                        let _ = may_end.lock().map(|end| end.recv());
                        Reply::refused(StatusCode::IM_A_TEAPOT, "done", "", "")
                    };
                    gate.pass(work).await.status()
                })
            };
            let asked: Vec<_> = (0..5).map(|_| ask()).collect();
            while gate.waiting.load(Ordering::Relaxed) < 3 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            assert_eq!(gate.searches.available_permits(), 0);
            assert_eq!(ask().await.ok(), Some(StatusCode::SERVICE_UNAVAILABLE), "the sixth has no room");
            (0..5).for_each(|_| assert!(go.send(()).is_ok()));
            for one in asked {
                assert_eq!(one.await.ok(), Some(StatusCode::IM_A_TEAPOT));
            }
        });
    }
}
