//! `corridor matrix`.

use std::collections::HashSet;
use std::path::Path;

use corridor::analysis::matrix;
use corridor::ask;
use corridor::cost::LinkCost;
use corridor::direct::{Direct, NodeIds, is_direct};
use corridor::error::Error;
use corridor::export::{self, MatrixRow};
use corridor::import::{self, Net};
use corridor::issue::{Issue, Severity, quoted};
use corridor::limits;
use corridor::model::Dataset;
use corridor::names::{Names, Remembered};
use corridor::read;
use corridor::read::schema::Kind;

use crate::args::MatrixArgs;
use crate::load::Source;
use crate::output::Output;
use crate::progress::Watch;
use crate::{Answer, load};

pub fn run(args: &MatrixArgs, source: &Source) -> Result<Answer, Error> {
    // Before the work, which may be long.
    let form = Form::of(args.output.as_deref())?;
    let (file, asked) = match (&args.pairs, &args.table) {
        (Some(file), _) => (file, pairs(file)?),
        (None, Some(file)) => (file, table(file)?),
        (None, None) => return Err(Error::Internal("neither pairs nor a table".into())),
    };
    if asked.is_empty() {
        let issue = Issue::new(Severity::Error, "pairs", &file.to_string_lossy(), "there is no pair").line(1);
        let help = if args.pairs.is_some() {
            "write from,to and a row for each pair"
        } else {
            "write from,to; list origins below the one, destinations below the other"
        };
        return Err(Error::Data(vec![issue.help(help)]));
    }
    let watch = Watch::new("origins");
    let rows = match source.foreign() {
        Some(network) => of_network(args, source, &load::net(network)?, file, &asked, &watch)?,
        None => of_dataset(args, source, &load::dataset(source, &[])?, file, &asked, &watch)?,
    };
    drop(watch);
    let has_way = rows.iter().any(|(_, _, cost)| cost.is_some());
    match (form, &args.output) {
        (Form::Parquet, Some(path)) => parquet(path, &rows)?,
        (Form::Xlsx, Some(path)) => {
            export::write_whole(path, &export::tables_xlsx(&[&export::matrix_table(&rows)])?)?;
        }
        (_, output) => Output::to(output.as_ref()).write(&export::table_csv(&export::matrix_table(&rows))?)?,
    }
    Ok(Answer::yes_if(has_way))
}

/// How the rows are written.
enum Form {
    Csv,
    Parquet,
    Xlsx,
}

impl Form {
    /// By the end of a file's name; `-` and a name without an end are CSV.
    fn of(output: Option<&Path>) -> Result<Form, Error> {
        match output.and_then(Path::extension).map(|end| end.to_string_lossy().to_lowercase()).as_deref() {
            None | Some("csv" | "txt") => Ok(Form::Csv),
            Some("parquet") => Ok(Form::Parquet),
            Some("xlsx") => Ok(Form::Xlsx),
            Some(end) => {
                let help = Some("let its name end in .csv, .parquet or .xlsx".into());
                Err(Error::Usage { code: "output", message: format!("a matrix is not written as {}", quoted(end)), help })
            }
        }
    }
}

#[cfg(feature = "parquet")]
fn parquet(path: &Path, rows: &[MatrixRow]) -> Result<(), Error> {
    export::write_whole_with(path, &mut |out| export::matrix_parquet(rows, out))
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &Path, _: &[MatrixRow]) -> Result<(), Error> {
    let help = Some("write a .csv, or build the program with the feature `parquet`".into());
    Err(Error::Usage { code: "without-parquet", message: "this program was built without Parquet".into(), help })
}

/// In an imported network as it is, nodes known by their ids, no dataset of the whole is needed.
fn of_network(
    args: &MatrixArgs,
    source: &Source,
    net: &Net,
    file: &Path,
    asked: &[Pair],
    watch: &Watch,
) -> Result<Vec<MatrixRow>, Error> {
    let ids = NodeIds::new(net);
    let found: Option<Vec<(usize, usize)>> =
        asked.iter().map(|pair| Some((ids.node(&pair.from.text)?, ids.node(&pair.to.text)?))).collect();
    let modes = ask::modes(&args.manner.mode);
    ask::one_cargo(&modes)?;
    let Some(pairs) = found.filter(|_| args.world.words().is_plain() && is_direct(&modes)) else {
        return of_dataset(args, source, &import::dataset(net)?, file, asked, watch);
    };
    let data = import::tables(&[Kind::Source])?;
    let load = ask::load(&data, &args.manner.load)?;
    let direct = Direct::new(net, &data, load, args.manner.by.into(), &modes, pairs.len())?;
    let costs = direct.matrix(&pairs, &|done, all| watch.tell(done, all))?;
    Ok(as_asked(asked, costs))
}

fn of_dataset(
    args: &MatrixArgs,
    source: &Source,
    data: &Dataset,
    file: &Path,
    asked: &[Pair],
    watch: &Watch,
) -> Result<Vec<MatrixRow>, Error> {
    let mut names = Remembered::new(Names::new(data));
    let mut issues = Vec::new();
    // A place of a table stands in many pairs, and is told of once.
    let mut told = HashSet::new();
    let mut place = |end: &End| match names.place(&end.text) {
        Ok(place) => Some(place),
        Err(error) => {
            if told.insert((end.line, end.field)) {
                let issue = Issue::new(Severity::Error, "pairs", &file.to_string_lossy(), error.to_string());
                issues.push(issue.line(end.line).field(end.field).help(error.help().unwrap_or_default()));
            }
            None
        }
    };
    let mut pairs = Vec::new();
    let mut wrong = 0;
    for pair in asked {
        match (place(&pair.from), place(&pair.to)) {
            (Some(from), Some(to)) => pairs.push((from, to)),
            _ => wrong += 1,
        }
        if wrong == limits::WRONG_NAMES {
            break;
        }
    }
    if !issues.is_empty() {
        return Err(Error::Data(issues));
    }
    let scenario = load::world(&args.world, data, source)?;
    let manner = load::Manner::of(&args.manner, data)?;
    let cells = matrix(manner.ground(data), &pairs, &scenario, &|done, all| watch.tell(done, all));
    Ok(as_asked(asked, cells.iter().map(|cell| cell.cost).collect()))
}

/// The rows of a table: places are called as they were in the file, so that it can be joined to what it was made from.
fn as_asked(asked: &[Pair], costs: Vec<Option<LinkCost>>) -> Vec<MatrixRow> {
    asked.iter().zip(costs).map(|(pair, cost)| (pair.from.text.clone(), pair.to.text.clone(), cost)).collect()
}

/// A place as it was written, with where it stands.
#[derive(Clone)]
struct End {
    line: usize,
    field: &'static str,
    text: String,
}

/// Two places as they were written.
struct Pair {
    from: End,
    to: End,
}

/// Rows of `from` and `to`, in their order.
fn pairs(file: &Path) -> Result<Vec<Pair>, Error> {
    let both = |[from, to]: [Result<End, Missing>; 2]| match (from, to) {
        (Ok(from), Ok(to)) => Ok(Pair { from, to }),
        (Err(Missing { line, field }), _) | (_, Err(Missing { line, field })) => Err(Error::Data(vec![
            Issue::new(Severity::Error, "pairs", &file.to_string_lossy(), "the pair lacks an end")
                .line(line)
                .field(field)
                .help("write from,to in each row"),
        ])),
    };
    cells(file)?.into_iter().map(both).collect()
}

/// Every `from` with every `to`; without a column `to`, every `from` with every other.
fn table(file: &Path) -> Result<Vec<Pair>, Error> {
    let (mut origins, mut destinations) = (Vec::new(), Vec::new());
    for [from, to] in cells(file)? {
        origins.extend(from.ok());
        destinations.extend(to.ok());
    }
    if destinations.is_empty() {
        destinations.clone_from(&origins);
    }
    if origins.len().saturating_mul(destinations.len()) > limits::PAIRS {
        let message = format!(
            "{} has {} origins and {} destinations; at most {} pairs are asked at once",
            file.display(),
            origins.len(),
            destinations.len(),
            limits::PAIRS
        );
        return Err(Error::Limit { code: "too-many-pairs", message, help: Some("cut the table in parts".into()) });
    }
    let of_origin = |from: &End| {
        let from = from.clone();
        destinations.iter().map(move |to| Pair { from: from.clone(), to: to.clone() })
    };
    Ok(origins.iter().flat_map(of_origin).collect())
}

/// Where no place is named.
struct Missing {
    line: usize,
    field: &'static str,
}

/// The cells of the columns `from` and `to`, row by row.
fn cells(file: &Path) -> Result<Vec<[Result<End, Missing>; 2]>, Error> {
    const COLUMNS: [&str; 2] = ["from", "to"];
    let text = read::read_text(file, limits::TABLE_FILE)?;
    let rows = read::read_columns(&file.to_string_lossy(), &text, COLUMNS)?;
    let end = |line, field, cell: Option<String>| cell.map(|text| End { line, field, text }).ok_or(Missing { line, field });
    Ok(rows.into_iter().map(|(line, [from, to])| [end(line, COLUMNS[0], from), end(line, COLUMNS[1], to)]).collect())
}
