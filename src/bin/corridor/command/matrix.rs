//! `corridor matrix`.

use std::path::Path;

use corridor::analysis::{MatrixCell, matrix};
use corridor::error::Error;
use corridor::export;
use corridor::issue::{Issue, Severity};
use corridor::model::PlaceIx;
use corridor::names::Names;
use corridor::read;

use crate::args::MatrixArgs;
use crate::load::Source;
use crate::output::Output;
use crate::progress::Watch;
use crate::{Answer, load};

pub fn run(args: &MatrixArgs, source: &Source) -> Result<Answer, Error> {
    let data = load::dataset(source, &[])?;
    let names = Names::new(&data);
    let pairs = match (&args.pairs, &args.table) {
        (Some(file), _) => pairs(names, file)?,
        (None, Some(file)) => table(names, file)?,
        (None, None) => return Err(Error::Internal("neither pairs nor a table".into())),
    };
    let scenario = load::world(&args.world, &data, source)?;
    let manner = load::Manner::of(&args.manner, &data)?;
    let watch = Watch::new("origins");
    let cells: Vec<MatrixCell> = matrix(manner.ground(&data), &pairs, &scenario, &|done, all| watch.tell(done, all));
    drop(watch);
    Output::to(args.output.as_ref()).write(&export::matrix_csv(&data, &cells)?)?;
    Ok(Answer::Yes)
}

/// Rows of `from` and `to`, in their order.
fn pairs(names: Names, file: &Path) -> Result<Vec<(PlaceIx, PlaceIx)>, Error> {
    let rows = read(names, file)?;
    let both = |(line, row): TwoPlaces| match row {
        [Some(from), Some(to)] => Ok((from, to)),
        _ => Err(Error::Data(vec![
            Issue::new(Severity::Error, "pairs", &file.to_string_lossy(), "the pair lacks an end")
                .line(line)
                .help("write from,to in each row"),
        ])),
    };
    rows.into_iter().map(both).collect()
}

/// Every `from` with every `to`; without a column `to`, every `from` with every other.
fn table(names: Names, file: &Path) -> Result<Vec<(PlaceIx, PlaceIx)>, Error> {
    let rows = read(names, file)?;
    let from: Vec<PlaceIx> = rows.iter().filter_map(|(_, row)| row[0]).collect();
    let to: Vec<PlaceIx> = rows.iter().filter_map(|(_, row)| row[1]).collect();
    let to = if to.is_empty() { from.clone() } else { to };
    Ok(from.iter().flat_map(|a| to.iter().map(move |b| (*a, *b))).collect())
}

/// Two places of a row, with the line that they stand in.
type TwoPlaces = (usize, [Option<PlaceIx>; 2]);

/// The places of the columns `from` and `to`, with the line that they stand in.
fn read(names: Names, file: &Path) -> Result<Vec<TwoPlaces>, Error> {
    let text = std::fs::read_to_string(file).map_err(|source| Error::Read { path: file.to_owned(), source })?;
    let name = file.to_string_lossy();
    let table = read::read_columns(&name, &text, ["from", "to"])?;
    let mut issues = Vec::new();
    let mut rows = Vec::new();
    for (line, cells) in table {
        let mut find = |cell: Option<String>| {
            let cell = cell?;
            match names.place(&cell) {
                Ok(found) => Some(found.place),
                Err(error) => {
                    let issue = Issue::new(Severity::Error, "pairs", &name, error.to_string());
                    issues.push(issue.line(line).help(error.help().unwrap_or_default()));
                    None
                }
            }
        };
        let [from, to] = cells;
        rows.push((line, [find(from), find(to)]));
    }
    if issues.is_empty() { Ok(rows) } else { Err(Error::Data(issues)) }
}
