//! The `orglint` program: hands the arguments to [`orglint`] and returns its exit code.
fn main() {}
