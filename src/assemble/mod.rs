//! Brings the stages together: for each group and place the way from raw data to pages and rows, in parallel, with
//! the results in order.

pub mod stream;
