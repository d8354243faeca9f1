//! Whole organizations from tables to figures, against published and hand-made values.
