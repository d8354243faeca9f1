//! Metrics in each format, text out.
