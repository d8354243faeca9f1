//! Each model has an organization in which it holds and one in which each invariant is broken once.
