mod files;
mod process;
mod service;
