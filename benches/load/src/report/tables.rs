//! The report in Markdown.

use super::plot::{GROWTH_CONNECTIONS, Line};
use crate::run::results::{Measured, Results};
use crate::run::workloads;

/// The number of connections that the targets are told for.
const TARGET_CONNECTIONS: u32 = 50;

/// All tables.
pub fn report(results: &Results) -> String {
    let Results { database, cases, day, seconds, cores, ready_milliseconds, idle_megabytes, .. } = results;
    let mut text = format!(
        "# {database}, {cases} cases\n\nMeasured on {day}: {seconds} s each, on {cores} cores shared by the load generator, the service \
         and the database. Ready {ready_milliseconds:.0} ms after its start; idle {idle_megabytes:.0} MB.\n\n"
    );
    text.push_str(&measured(results));
    text.push_str(&limits(results));
    text.push_str(&targets(results));
    text
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn head(titles: &[&str]) -> String {
    let rule: Vec<String> = titles.iter().map(|_| "---".to_owned()).collect();
    row(&titles.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>()) + &row(&rule)
}

fn optional(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(String::new, |value| format!("{value:.digits$}"))
}

fn measured(results: &Results) -> String {
    let mut text = String::from("## Requests\n\n");
    text += &head(&[
        "workload",
        "connections",
        "requests/s",
        "p50 ms",
        "p90 ms",
        "p99 ms",
        "errors",
        "service cores",
        "loader cores",
        "database cores",
        "peak MB",
        "statements",
        "commits",
        "× limit",
    ]);
    for workload in &workloads::ALL {
        for one in results.measured.iter().filter(|one| one.workload == workload.letter) {
            text += &measured_row(results, one, workload.title);
        }
    }
    text + "\n"
}

fn measured_row(results: &Results, one: &Measured, title: &str) -> String {
    let statements = results.statements.iter().find(|known| known.workload == one.workload);
    let milliseconds = |micros: f64| format!("{:.2}", micros / 1000.0);
    row(&[
        format!("({}) {title}", one.workload),
        one.connections.to_string(),
        format!("{:.0}", one.told.per_second()),
        milliseconds(one.told.p50),
        milliseconds(one.told.p90),
        milliseconds(one.told.p99),
        format!("{:.0}", one.errors),
        format!("{:.2}", one.service_cores),
        format!("{:.2}", one.loader_cores),
        optional(one.database_cores, 2),
        format!("{:.0}", one.peak_megabytes),
        optional(statements.map(|known| known.a_request), 1),
        optional(one.commits_a_request.or(statements.map(|known| known.commits_a_request)), 2),
        optional(results.ratio(&one.workload, one.connections), 2),
    ])
}

fn limits(results: &Results) -> String {
    let mut text = String::from("## The limit\n\n");
    text += &head(&["the same statements", "connections", "requests' worth/s"]);
    for limit in results.limits.iter().chain(&results.constant) {
        text += &row(&[limit.workload.clone(), limit.connections.to_string(), format!("{:.0}", limit.per_second)]);
    }
    text + "\n"
}

fn targets(results: &Results) -> String {
    let mut text = format!("## Targets, at {TARGET_CONNECTIONS} connections\n\n");
    text += &head(&["workload", "× limit", "must", "aim", "", "× changes only"]);
    let side = usize::from(results.database == "sqlite");
    for workload in &workloads::ALL {
        let target = workload.targets.and_then(|targets| targets.get(side).copied());
        let (Some((must, aim)), Some(ratio)) = (target, results.ratio(workload.letter, TARGET_CONNECTIONS)) else {
            continue;
        };
        let verdict = if ratio >= aim {
            "aim reached".to_owned()
        } else if ratio >= must {
            format!("reached; {:.2} below the aim", aim - ratio)
        } else {
            format!("not reached: {:.0} % of what must be", ratio / must * 100.0)
        };
        text += &row(&[
            format!("({})", workload.letter),
            format!("{ratio:.2}"),
            must.to_string(),
            aim.to_string(),
            verdict,
            optional(results.ratio_to_changes(workload.letter, TARGET_CONNECTIONS), 2),
        ]);
    }
    if let (Some(count), Some(found)) =
        (results.group_by_milliseconds, results.measured.iter().find(|one| one.workload == "f"))
    {
        let what = format!("(f) µs at p50, by {} of a plain GROUP BY", 0.2);
        text += &bound(&what, found.told.p50, count * 1000.0 * 0.2);
    }
    let errors: f64 = results.measured.iter().map(|one| one.errors).sum();
    let (most, ready) = if results.database == "sqlite" { (200.0, 300.0) } else { (150.0, 300.0) };
    text += &bound("idle MB", results.idle_megabytes, 60.0);
    if let Some(mix) = results.find("g", 200) {
        text += &bound("MB under (g) at 200 connections", mix.peak_megabytes, most);
    }
    text += &bound("ms from start to /readyz", results.ready_milliseconds, ready);
    text + &bound("errors", errors, 0.0)
}

fn bound(what: &str, found: f64, most: f64) -> String {
    let verdict =
        if found <= most { "reached".to_owned() } else { format!("not reached: {:.0} too many", found - most) };
    row(&[what.to_owned(), format!("{found:.0}"), format!("≤ {most:.0}"), String::new(), verdict, String::new()])
}

/// How the p99 grows from the fewest cases to the most.
pub fn growth(lines: &[Line]) -> String {
    let mut text = format!("# Growth, p99 at {GROWTH_CONNECTIONS} connections\n\n");
    text += &head(&["workload", "from cases", "to cases", "ms", "ms", "×", "must", "aim", ""]);
    for (letter, points) in lines {
        let (Some((few, first)), Some((many, last))) = (points.first(), points.last()) else { continue };
        if points.len() < 2 {
            continue;
        }
        let ratio = last / first.max(0.001);
        let (must, aim) = if *letter == "f" { (3.0, 1.3) } else { (1.3, 1.15) };
        let verdict = if ratio <= aim {
            "aim reached"
        } else if ratio <= must {
            "reached"
        } else {
            "not reached"
        };
        text += &row(&[
            format!("({letter})"),
            format!("{few:.0}"),
            format!("{many:.0}"),
            format!("{first:.2}"),
            format!("{last:.2}"),
            format!("{ratio:.2}"),
            must.to_string(),
            aim.to_string(),
            verdict.to_owned(),
        ]);
    }
    text
}
