//! What a run found out, as it is kept in results.json.

use serde::{Deserialize, Serialize};

use super::wrk::Told;

/// One workload at one number of connections.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measured {
    pub workload: String,
    pub connections: u32,
    pub told: Told,
    pub errors: f64,
    /// Processor cores in use.
    pub service_cores: f64,
    pub loader_cores: f64,
    /// The database's own processes; none where it is embedded.
    pub database_cores: Option<f64>,
    pub peak_megabytes: f64,
    pub commits_a_request: Option<f64>,
}

/// The same statements without the service.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Limit {
    pub workload: String,
    pub connections: u32,
    /// Requests' worth of statements a second, each in its own transaction.
    pub per_second: f64,
}

/// What one request sends to the database.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Statements {
    pub workload: String,
    /// Statements a request, on average over its steps, without BEGIN and COMMIT.
    pub a_request: f64,
    /// Commits of a change a request.
    pub commits_a_request: f64,
}

/// A whole run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Results {
    pub database: String,
    pub cases: u64,
    pub day: String,
    pub seconds: u32,
    pub cores: usize,
    pub ready_milliseconds: f64,
    pub idle_megabytes: f64,
    pub measured: Vec<Measured>,
    pub limits: Vec<Limit>,
    /// actix answering as many bytes as a plan, at each number of connections.
    pub constant: Vec<Limit>,
    pub statements: Vec<Statements>,
    /// Counting the clocks of a municipality anew.
    pub group_by_milliseconds: Option<f64>,
}

impl Results {
    pub fn find(&self, workload: &str, connections: u32) -> Option<&Measured> {
        self.measured.iter().find(|one| one.workload == workload && one.connections == connections)
    }

    /// How many times its limit a workload reached.
    pub fn ratio(&self, workload: &str, connections: u32) -> Option<f64> {
        self.ratio_to(workload, workload, connections)
    }

    /// The same, to a limit that changes without asking first: the harder measure of creates.
    pub fn ratio_to_changes(&self, workload: &str, connections: u32) -> Option<f64> {
        self.ratio_to(workload, &format!("{workload}, changes only"), connections)
    }

    fn ratio_to(&self, workload: &str, limit: &str, connections: u32) -> Option<f64> {
        let limit = self.limits.iter().find(|one| one.workload == limit && one.connections == connections)?;
        let found = self.find(workload, connections)?;
        (limit.per_second > 0.0).then(|| found.told.per_second() / limit.per_second)
    }
}
