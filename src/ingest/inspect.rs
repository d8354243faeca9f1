//! Looks at files without reading them into an organization: which table each is, which columns are
//! understood, and what a configuration would have to say about the rest.

use super::header::{nearest_column, plain};
use super::sheet::Sheet;
use super::{IngestError, Input, load};
use crate::model::{
    AttendeeRole, Column as C, Context, Duration, Frequency, Need, Org, Purpose, Status, Strength,
    Table, Term,
};

/// Words of a free label column that are listed.
const LISTED: usize = 12;

/// One file as far as it explains itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// Path as shown.
    pub name: String,
    /// The table it would fill; none where it fits no table.
    pub table: Option<Table>,
    /// Why, where the file's name does not say so.
    pub why: Option<String>,
    /// Delimiter of its cells.
    pub delimiter: u8,
    /// Number of records behind the header.
    pub rows: u32,
    /// Its columns in file order.
    pub columns: Vec<InspectedColumn>,
    /// Columns that the table cannot do without and the file lacks.
    pub missing: Vec<C>,
    /// Unit columns from coarse to fine, as headers.
    pub units: Vec<String>,
}

/// One column of an inspected file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectedColumn {
    /// Its header.
    pub header: String,
    /// What it means.
    pub column: Option<C>,
    /// What it may mean, where it is not understood.
    pub nearest: Option<C>,
    /// Number of cells that are not blank.
    pub filled: u32,
    /// The first cell that is not blank.
    pub example: String,
    /// Words of a vocabulary column of which none is known: these need a mapping of values.
    pub labels: Vec<String>,
}

/// Inspects files in the order given.
///
/// # Errors
/// When a file is no text, or lacks a header that its specification names.
pub fn inspect(inputs: &[Input]) -> Result<Vec<Inspected>, IngestError> {
    let mut org = Org::default();
    let sheets = load::load(inputs.to_vec(), &mut org)?;
    let described = org.sources.iter().map(|(file, source)| {
        let sheet = sheets.iter().find(|sheet| sheet.file == file);
        let mut found = Inspected {
            name: source.name.clone(),
            table: None,
            why: None,
            delimiter: source.delimiter,
            rows: 0,
            columns: Vec::new(),
            missing: Vec::new(),
            units: Vec::new(),
        };
        if let Some(sheet) = sheet {
            describe(sheet, &mut found);
        } else {
            found.columns = bare_columns(&source.text, source.delimiter);
        }
        found
    });
    Ok(described.collect())
}

fn describe(sheet: &Sheet, found: &mut Inspected) {
    let read = sheet.read(0);
    found.table = Some(sheet.table);
    found.why.clone_from(&sheet.why);
    found.rows = read.rows;
    found.units = sheet
        .units
        .iter()
        .map(|index| sheet.header_at(*index).to_owned())
        .collect();
    let required = sheet.table.required().iter().copied();
    found.missing = required.filter(|column| !sheet.has(*column)).collect();
    let columns = read.columns.into_iter().zip(read.filled).enumerate();
    found.columns = columns
        .map(|(index, ((header, column), filled))| {
            let cells = || sheet.records().map(|record| sheet.grid.cell(record, index));
            let nearest = match column {
                None => nearest_column(sheet.table, &plain(&header)),
                Some(_) => None,
            };
            InspectedColumn {
                header,
                column,
                nearest,
                filled,
                example: cells()
                    .find(|cell| !cell.is_empty())
                    .unwrap_or("")
                    .to_owned(),
                labels: column.map_or_else(Vec::new, |column| labels(sheet.table, column, cells())),
            }
        })
        .collect();
}

fn bare_columns(text: &str, delimiter: u8) -> Vec<InspectedColumn> {
    let grid = super::grid::Grid::parse(text, delimiter);
    if grid.records() == 0 {
        return Vec::new();
    }
    let column = |(index, header): (usize, &str)| {
        let cells = || (1..grid.records()).map(|record| grid.cell(record, index));
        InspectedColumn {
            header: header.to_owned(),
            column: None,
            nearest: None,
            filled: cells().filter(|cell| !cell.is_empty()).count() as u32,
            example: cells()
                .find(|cell| !cell.is_empty())
                .unwrap_or("")
                .to_owned(),
            labels: Vec::new(),
        }
    };
    grid.cells(0).enumerate().map(column).collect()
}

/// The distinct words of a vocabulary column, if none of them is known.
fn labels<'s>(table: Table, column: C, cells: impl Iterator<Item = &'s str>) -> Vec<String> {
    let known: fn(&str) -> bool = match (table, column) {
        (Table::People | Table::Liaisons, C::Status) => is::<Status>,
        (Table::Dependencies, C::Kind) => is::<Strength>,
        (Table::Dependencies, C::Need) => is::<Need>,
        (Table::Dependencies | Table::Liaisons, C::Context) => is::<Context>,
        (Table::Dependencies, C::Frequency) => is::<Frequency>,
        (Table::Dependencies, C::Duration) => is::<Duration>,
        (Table::Meetings, C::Purpose) => is::<Purpose>,
        (Table::Attendance, C::Role) => is::<AttendeeRole>,
        _ => return Vec::new(),
    };
    let mut words: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    if words.iter().any(|word| known(word)) {
        return Vec::new();
    }
    words.into_iter().take(LISTED).map(str::to_owned).collect()
}

fn is<T: Term>(cell: &str) -> bool {
    T::parse(cell).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_a_configuration_has_to_say() {
        let inputs = [
            Input::new(
                "dependencies.csv",
                "from,to,kind,colour\na,b,stakeholder,red\n",
            ),
            Input::new("pairs.csv", "left,right\na,b\n"),
            Input::new("people.csv", "id,manger\np1,p2\n"),
        ];
        let found = inspect(&inputs).unwrap();
        let shown: Vec<String> = found
            .iter()
            .map(|file| {
                let columns: Vec<String> = file
                    .columns
                    .iter()
                    .map(|c| {
                        let near = c.nearest.map_or("-", C::name);
                        let what = c.column.map_or(near, C::name);
                        let mark = if c.column.is_none() { "?" } else { "" };
                        format!("{}={what}{mark}{:?}", c.header, c.labels)
                    })
                    .collect();
                let table = file.table.map_or("-", Table::name);
                format!("{table} {} {}", file.rows, columns.join(" "))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "dependencies 1 from=from[] to=to[] kind=kind[\"stakeholder\"] colour=-?[]",
                "- 0 left=-?[] right=-?[]",
                "people 1 id=id[] manger=manager?[]",
            ]
        );
    }
}
