//! What a goal is, and what came of trying it.

use std::fs;
use std::path::Path;
use std::time::Instant;

/// A promise and how it is tried.
pub struct Goal {
    /// Short and stable: a word on the command line chooses by it.
    pub name: &'static str,
    /// What is promised, as the page says it.
    pub promise: &'static str,
    /// Tries it.
    pub run: fn(&Plan, &mut Trial),
}

/// How much is tried.
pub struct Plan {
    /// As much as the page tells, or little.
    pub full: bool,
    /// Draws the cases.
    pub seed: u64,
    /// Whether the page is written.
    pub write: bool,
    /// Whether somebody only asks for a list of tests.
    pub is_listing: bool,
    words: Vec<String>,
}

impl Plan {
    /// What the arguments say; those of the usual test harness mean nothing here.
    pub fn of(args: impl Iterator<Item = String>) -> Plan {
        let mut plan = Plan { full: false, seed: 1, write: false, is_listing: false, words: Vec::new() };
        let mut args = args.peekable();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--full" => plan.full = true,
                "--write" => plan.write = true,
                "--list" => plan.is_listing = true,
                "--seed" => plan.seed = args.next().and_then(|n| n.parse().ok()).expect("--seed wants a whole number"),
                flag if flag.starts_with('-') => {}
                word => plan.words.push(word.to_owned()),
            }
        }
        plan
    }

    /// Whether a goal was chosen.
    pub fn wants(&self, goal: &Goal) -> bool {
        self.words.is_empty() || self.words.iter().any(|word| goal.name.contains(word.as_str()))
    }

    /// How many cases: of the usual run, or of the full one.
    pub fn count(&self, usual: usize, full: usize) -> usize {
        if self.full { full } else { usual }
    }
}

/// What came of it.
pub struct Trial {
    name: &'static str,
    promise: &'static str,
    /// How many cases were tried.
    pub tried: u64,
    /// What failed, one line each.
    pub failed: Vec<String>,
    /// What the cases were drawn with, where they were drawn.
    pub seed: Option<u64>,
    /// Why nothing or not all could be tried here.
    pub skipped: Option<String>,
    /// What was seen beside: a figure that the page tells.
    pub seen: Option<String>,
    seconds: f64,
}

impl Trial {
    /// Tries a goal.
    pub fn run(goal: &Goal, plan: &Plan) -> Trial {
        let mut trial = Trial {
            name: goal.name,
            promise: goal.promise,
            tried: 0,
            failed: Vec::new(),
            seed: None,
            skipped: None,
            seen: None,
            seconds: 0.0,
        };
        let begin = Instant::now();
        (goal.run)(plan, &mut trial);
        trial.seconds = begin.elapsed().as_secs_f64();
        if trial.tried == 0 && trial.skipped.is_none() {
            trial.failed.push("nothing was tried".to_owned());
        }
        trial
    }

    /// Counts a case, and keeps what failed in it.
    pub fn case(&mut self, outcome: Result<(), String>) {
        self.tried += 1;
        self.failed.extend(outcome.err());
    }

    /// A guard against an empty test: fails where the share of cases of a kind is too small.
    ///
    /// For draws that a busy machine moves, such as moments of a run, ask with [`Trial::at_least_in_full`].
    pub fn at_least(&mut self, percent: u64, of_all: u64, what: &str, count: u64) {
        if count * 100 < of_all * percent {
            self.failed.push(format!("the test is empty: {what} in {count} of {of_all} cases, at least {percent} % are wanted"));
        }
    }

    /// The same where only many cases can tell: the usual run has too few.
    pub fn at_least_in_full(&mut self, plan: &Plan, percent: u64, of_all: u64, what: &str, count: u64) {
        if plan.full {
            self.at_least(percent, of_all, what, count);
        }
    }

    fn cells(&self) -> [String; 6] {
        let tried = if self.tried == 0 { "not measured".to_owned() } else { grouped(self.tried) };
        let beside: Vec<&str> = self.seen.as_deref().into_iter().chain(self.skipped.as_deref()).collect();
        [
            self.name.to_owned(),
            self.promise.to_owned(),
            tried,
            self.failed.len().to_string(),
            self.seed.map_or_else(|| "-".to_owned(), |seed| seed.to_string()),
            if beside.is_empty() {
                format!("{:.1}", self.seconds)
            } else {
                format!("{:.1}; {}", self.seconds, beside.join("; "))
            },
        ]
    }
}

/// A number with its thousands apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How many failures of a goal are shown.
const SHOWN: usize = 20;

/// Prints the table, and what failed.
pub fn show(trials: &[Trial]) {
    println!("{:<22} {:>12} {:>7} {:>6}  seconds", "goal", "tried", "failed", "seed");
    for trial in trials {
        let [name, _, tried, failed, seed, seconds] = trial.cells();
        println!("{name:<22} {tried:>12} {failed:>7} {seed:>6}  {seconds}");
    }
    for trial in trials {
        trial.failed.iter().take(SHOWN).for_each(|line| println!("{}: {line}", trial.name));
        if trial.failed.len() > SHOWN {
            println!("{}: ... and {} more", trial.name, trial.failed.len() - SHOWN);
        }
    }
}

/// Where the page has its table.
const MARKS: [&str; 2] = ["<!-- table -->\n", "<!-- end of table -->\n"];

/// Writes the rows of these goals into `docs/reliability.md`; those of other goals stay.
pub fn write_page(trials: &[Trial], plan: &Plan, goals: &[Goal]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reliability.md");
    let page = fs::read_to_string(&path).expect("docs/reliability.md");
    let (before, rest) = page.split_once(MARKS[0]).expect("the page has a mark");
    let (old, after) = rest.split_once(MARKS[1]).expect("the page has both marks");
    let mut table = String::from("\n| goal | promise | tried | failed | seed | seconds; seen |\n|---|---|---:|---:|---:|---|\n");
    for goal in goals {
        let known = || old.lines().find(|line| line.starts_with(&format!("| {} |", goal.name))).map(str::to_owned);
        let row = match trials.iter().find(|trial| trial.name == goal.name) {
            Some(trial) => {
                let mut cells = trial.cells();
                if !plan.full {
                    cells[5] += "; the usual amount, not the full one";
                }
                Some(format!("| {} |", cells.join(" | ")))
            }
            None => known(),
        };
        table += &row.unwrap_or_else(|| format!("| {} | {} | not measured | | | |", goal.name, goal.promise));
        table.push('\n');
    }
    fs::write(&path, format!("{before}{}{table}\n{}{after}", MARKS[0], MARKS[1])).expect("docs/reliability.md is written");
}
