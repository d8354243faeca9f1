//! Writes a report in one format each. Emitters read the report only; they compute nothing about the
//! organization and escape every name for their own format.

pub mod comment;
pub mod concise;
pub mod csv;
pub mod github;
pub mod html;
pub mod human;
pub mod json;
pub mod logo;
pub mod markdown;
mod plain;
mod row;
#[cfg(test)]
mod sample;
pub mod sarif;
mod totals;

pub use plain::plain;
