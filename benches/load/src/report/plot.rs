//! Plots: latency against the number of cases, from every run of one database.

use std::path::Path;

use anyhow::{Error, Result};
use plotters::prelude::*;

use crate::run::results::Results;
use crate::run::workloads;

/// The connections that growth is judged at.
pub const GROWTH_CONNECTIONS: u32 = 4;
const SIZE: (u32, u32) = (900, 540);

/// One line of the plot: the workload, and cases with milliseconds at p99.
pub type Line = (&'static str, Vec<(f64, f64)>);

/// Each workload's p99 in every run.
pub fn lines(runs: &[Results]) -> Vec<Line> {
    let line = |letter: &'static str| {
        let points = runs.iter().filter_map(|run| {
            let cases = u32::try_from(run.cases).ok()?;
            let connections = growth_connections(run)?;
            Some((f64::from(cases), run.find(letter, connections)?.told.p99 / 1000.0))
        });
        (letter, points.collect::<Vec<_>>())
    };
    let letters = workloads::ALL.iter().filter(|workload| !workload.refused).map(|workload| workload.letter);
    letters.map(line).filter(|(_, points)| !points.is_empty()).collect()
}

/// Four, or the fewest that were measured.
fn growth_connections(run: &Results) -> Option<u32> {
    let all = || run.measured.iter().map(|one| one.connections);
    all().find(|one| *one == GROWTH_CONNECTIONS).or_else(|| all().min())
}

/// Draws the plot.
pub fn draw(path: &Path, database: &str, lines: &[Line]) -> Result<()> {
    let all = || lines.iter().flat_map(|(_, points)| points);
    let most = all().map(|(_, milliseconds)| *milliseconds).fold(1.0, f64::max);
    let (few, many) = all().fold((f64::MAX, 1.0_f64), |(few, many), (cases, _)| (few.min(*cases), many.max(*cases)));
    let root = SVGBackend::new(path, SIZE).into_drawing_area();
    let failed = |error: &dyn std::fmt::Display| Error::msg(error.to_string());
    root.fill(&WHITE).map_err(|error| failed(&error))?;
    let mut chart = ChartBuilder::on(&root)
        .caption(format!("{database}: p99 against the number of cases"), ("sans-serif", 20))
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(60)
        .build_cartesian_2d((few / 1.5..many * 1.5).log_scale(), 0.0..most * 1.1)
        .map_err(|error| failed(&error))?;
    let mut mesh = chart.configure_mesh();
    mesh.x_desc("cases").y_desc("ms").x_label_formatter(&|cases| format!("{cases:.0}"));
    mesh.draw().map_err(|error| failed(&error))?;
    for (number, (letter, points)) in lines.iter().enumerate() {
        let colour = Palette99::pick(number).to_rgba();
        let drawn = chart.draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2)));
        let sign = move |(x, y)| PathElement::new(vec![(x, y), (x + 20, y)], colour.stroke_width(2));
        drawn.map_err(|error| failed(&error))?.label(format!("({letter})")).legend(sign);
        let dots = points.iter().map(|point| Circle::new(*point, 4, colour.filled()));
        chart.draw_series(dots).map_err(|error| failed(&error))?;
    }
    let mut labels = chart.configure_series_labels();
    labels.background_style(WHITE.mix(0.8)).border_style(BLACK).draw().map_err(|error| failed(&error))?;
    root.present().map_err(|error| failed(&error))
}
