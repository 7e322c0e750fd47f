//! What is measured.

/// One kind of work.
#[derive(Clone, Copy, Debug)]
pub struct Workload {
    /// Its letter, as docs/performance.md calls it.
    pub letter: &'static str,
    pub title: &'static str,
    /// The file of lines that it works through, and so the way that workload.lua works.
    pub lines: &'static str,
    /// Whether every request is to be refused.
    pub refused: bool,
    /// Least and wished ratio to the limit: on PostgreSQL, on SQLite.
    pub targets: Option<[(f64, f64); 2]>,
}

impl Workload {
    /// Whether its lines can be used again: a case gets one plan only, so there is no warm-up of its own for plans.
    pub fn can_be_repeated(&self) -> bool {
        self.lines != "plans"
    }
}

const fn reading(letter: &'static str, title: &'static str, lines: &'static str, targets: [(f64, f64); 2]) -> Workload {
    Workload { letter, title, lines, refused: false, targets: Some(targets) }
}

const fn refusing(letter: &'static str, title: &'static str, lines: &'static str) -> Workload {
    Workload { letter, title, lines, refused: true, targets: None }
}

/// The workloads, in the order in which they run: creates after reads, so that the lists are still as they were seeded.
pub const ALL: [Workload; 9] = [
    reading("a", "read a plan with goals and actions", "plan", [(0.6, 1.0), (1.0, 1.5)]),
    reading("b", "50 of the caller's cases by filter", "cases", [(0.5, 0.8), (0.6, 1.0)]),
    reading("c", "due and breached lead times of a unit", "due", [(0.5, 0.8), (0.6, 1.0)]),
    Workload {
        letter: "f",
        title: "the year's lead times of a municipality",
        lines: "statistics",
        refused: false,
        targets: None,
    },
    refusing("h401", "refuse a token (401)", "unauthorised"),
    refusing("h422", "refuse a body (422)", "invalid"),
    Workload {
        letter: "d",
        title: "create a child and its actualisation",
        lines: "actualisations",
        refused: false,
        targets: Some([(0.5, 0.7), (1.5, 2.4)]),
    },
    Workload {
        letter: "e",
        title: "create a plan with two goals and two actions",
        lines: "plans",
        refused: false,
        targets: Some([(0.5, 0.7), (1.5, 2.4)]),
    },
    Workload { letter: "g", title: "80 % (a), 20 % (d)", lines: "mix", refused: false, targets: None },
];
