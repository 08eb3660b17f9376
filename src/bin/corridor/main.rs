//! The program `corridor`. It reads arguments, calls the library, and shows what comes back; nothing is calculated here.

mod args;
mod command;
mod findings;
mod line;
mod load;
mod output;
mod progress;
mod report;
mod shell;
mod stop;
mod validation;

use std::process::ExitCode;

use args::{Args, Command};
use corridor::error::Error;

/// Takes memory from the system in large pieces: opening a built network spent most of its time on small ones.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    if line::wants_json() {
        report::error::as_json();
    }
    std::panic::set_hook(Box::new(|panic| report::error::show_panic(&panic.to_string())));
    let done = command::shell::complete().and_then(|is_done| if is_done { Ok(None) } else { line::read() });
    match done.and_then(|args| args.as_ref().map_or(Ok(Answer::Yes), run)) {
        Ok(answer) => ExitCode::from(answer.code()),
        Err(error) => {
            report::error::show(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

/// Whether the answer to the question is yes or a clear no.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
}

impl Answer {
    fn yes_if(is_yes: bool) -> Answer {
        if is_yes { Answer::Yes } else { Answer::No }
    }

    fn code(self) -> u8 {
        match self {
            Answer::Yes => 0,
            Answer::No => 1,
        }
    }
}

/// As many threads as there are processors, and no more than may be asked for.
fn usual_threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(args::MOST_THREADS.into())
}

/// Makes the threads that work is shared out to. Later they would be made unasked, and where the system gives none that would be the end.
fn work_on(threads: usize) -> Result<(), Error> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    // One is here already.
    let pool = if threads == 1 { pool.use_current_thread() } else { pool };
    pool.build_global().map_err(|error| Error::Limit {
        code: "threads",
        message: format!("{threads} threads cannot be had: {error}"),
        help: Some("ask for fewer: --threads 1".into()),
    })
}

fn run(args: &Args) -> Result<Answer, Error> {
    // Before there are threads, which take it over.
    stop::leave_no_half_file();
    if args.threads.is_some() || args.command.works_on_threads() {
        work_on(args.threads.map_or_else(usual_threads, usize::from))?;
    }
    if args.command.has_file() {
        report::width::write_for_file();
    }
    let source = &load::Source::of(args)?;
    match &args.command {
        Command::Route(route) => command::route::run(route, source),
        Command::Compare(compare) => command::compare::run(compare, source),
        Command::Exposure(exposure) => command::exposure::run(exposure, source),
        Command::Dependence(dependence) => command::dependence::run(dependence, source),
        Command::Criticality(criticality) => command::criticality::run(criticality, source),
        Command::Network { command } => command::network::run(command, args, source),
        Command::Matrix(matrix) => command::matrix::run(matrix, source),
        Command::Simulate(simulate) => command::simulate::run(simulate, source),
        Command::Capacity(capacity) => command::capacity::run(capacity, source),
        Command::Check(check) => command::check::run(check, source),
        Command::Places(list) => command::list::places(list, source),
        Command::Segments(list) => command::list::segments(list, source),
        Command::Corridors(list) => command::list::corridors(list, source),
        Command::Events(list) => command::list::events(list, source),
        Command::Scenarios(scenarios) => command::scenarios::run(scenarios, source),
        Command::Flows(list) => command::list::flows(list, source),
        Command::Sources(list) => command::list::sources(list, source),
        Command::Export { command } => command::export::run(command, source),
        Command::Report(report) => command::report::run(report, source),
        Command::Serve(serve) => command::serve::run(serve, source),
        Command::Chart { command } => command::chart::run(command, source),
        Command::Data { command } => command::data::run(command),
        Command::Validation(validation) => command::validation::run(validation, source),
        Command::Findings(findings) => command::findings::run(findings, source),
        Command::Schema(schema) => command::schema::run(schema),
        Command::Method => command::method::run(),
        Command::Completions(completions) => command::shell::completions(completions),
        Command::Man(man) => command::shell::man(man),
    }
}
