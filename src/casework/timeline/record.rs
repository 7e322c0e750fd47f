//! Moved to the kernel.

pub use crate::kernel::facts::record;
