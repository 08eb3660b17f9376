//! A bar on the standard error stream for work that takes more than half a second.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that takes less shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows how far work has come, with the time left; nothing where nobody watches (indicatif draws on terminals only).
pub struct Watch {
    begun: Instant,
    bar: Mutex<Option<ProgressBar>>,
    what: &'static str,
    template: &'static str,
}

impl Watch {
    pub fn new(what: &'static str) -> Watch {
        Watch::with(what, "{msg} {bar:30} {pos} of {len}, {per_sec}, {eta} left")
    }

    /// The same for bytes.
    pub fn bytes(what: &'static str) -> Watch {
        Watch::with(what, "{msg} {bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left")
    }

    fn with(what: &'static str, template: &'static str) -> Watch {
        Watch { begun: Instant::now(), bar: Mutex::new(None), what, template }
    }

    /// So many of so many parts are done.
    pub fn tell(&self, done: usize, all: usize) {
        if self.begun.elapsed() < PATIENCE {
            return;
        }
        // A thread that panicked while it drew leaves a bar that can still be drawn.
        let mut bar = self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let bar = bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(all as u64), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template(self.template);
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_message(self.what);
            bar
        });
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Ok(Some(bar)) = self.bar.get_mut() {
            bar.finish_and_clear();
        }
    }
}
