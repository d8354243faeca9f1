//! Writes a report in one format each. Emitters read the report only; they compute nothing about the
//! organization and escape every name for their own format.

pub mod advice;
pub mod checkstyle;
pub mod comment;
pub mod concise;
pub mod csv;
pub mod github;
pub mod gitlab;
pub mod html;
pub mod human;
pub mod json;
pub mod junit;
pub mod logo;
pub mod markdown;
pub mod metrics;
mod plain;
mod row;
#[cfg(test)]
pub(crate) mod sample;
pub mod sarif;
mod totals;
mod xml;

pub use plain::plain;
