//! Many pairs as Parquet, for pandas, DuckDB and Spark.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::matrix::{MatrixRow, figures};

/// The columns of [`super::matrix_table`]; figures of a pair without a way are null.
const SCHEMA: &str = "message pairs {
    required binary from (UTF8);
    required binary to (UTF8);
    optional double km;
    optional double hours;
    optional double usd;
    optional double co2e_kg;
}";
/// Rows written at once.
const GROUP: usize = 1 << 20;

/// Writes one row a pair: the columns of [`super::matrix_table`], with `null` where there is no way.
///
/// # Errors
/// What stops the writing.
pub fn matrix_parquet(rows: &[MatrixRow], out: &mut dyn Write) -> std::io::Result<()> {
    write(rows, out).map_err(|error| match error {
        ParquetError::External(source) => match source.downcast::<std::io::Error>() {
            Ok(error) => *error,
            Err(other) => std::io::Error::other(other),
        },
        other => std::io::Error::other(other),
    })
}

fn write(rows: &[MatrixRow], out: &mut dyn Write) -> Result<(), ParquetError> {
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut buffer = Vec::new();
    let mut file = SerializedFileWriter::new(&mut buffer, schema, Arc::new(properties))?;
    for rows in rows.chunks(GROUP) {
        let mut group = file.next_row_group()?;
        for end in [|row: &MatrixRow| ByteArray::from(row.0.as_str()), |row: &MatrixRow| ByteArray::from(row.1.as_str())] {
            let texts: Vec<ByteArray> = rows.iter().map(end).collect();
            if let Some(mut column) = group.next_column()? {
                column.typed::<ByteArrayType>().write_batch(&texts, None, None)?;
                column.close()?;
            }
        }
        let is_there: Vec<i16> = rows.iter().map(|(_, _, cost)| i16::from(cost.is_some())).collect();
        for i in 0..4 {
            let numbers: Vec<f64> = rows.iter().filter_map(|(_, _, cost)| Some(figures(cost.as_ref()?)[i])).collect();
            if let Some(mut column) = group.next_column()? {
                column.typed::<DoubleType>().write_batch(&numbers, Some(&is_there), None)?;
                column.close()?;
            }
        }
        group.close()?;
    }
    file.close()?;
    out.write_all(&buffer)?;
    Ok(())
}
