//! Writes a report in one format each. Emitters read the report only; they compute nothing about the
//! organization and escape every name for their own format.

pub mod concise;
pub mod human;
pub mod json;
mod plain;

pub use plain::plain;
