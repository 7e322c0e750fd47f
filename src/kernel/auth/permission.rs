//! Scopes and permissions, both closed lists. A permission is one value that the handler requires; the contract's
//! description of the operation names the same scope.

use super::claims::Role;

crate::codes! {
    /// What a token may be used for: one read and one write scope per wing, and a few of their own.
    pub enum Scope {
        PartiesRead = "parties:read" ("läsa parter", "read parties"),
        PartiesWrite = "parties:write" ("ändra parter", "change parties"),
        CaseworkRead = "casework:read" ("läsa ärenden", "read casework"),
        CaseworkWrite = "casework:write" ("dokumentera i ärenden", "document casework"),
        VoicesRead = "voices:read" ("läsa mätningar och röster", "read measurements and voices"),
        VoicesWrite = "voices:write" ("registrera mätningar och röster", "register measurements and voices"),
        GovernanceRead = "governance:read" ("läsa ledning och styrning", "read governance"),
        GovernanceWrite = "governance:write" ("dokumentera ledning och styrning", "document governance"),
        TrustRead = "trust:read" ("läsa logg och register", "read log and registers"),
        TrustWrite = "trust:write" ("hantera nödöppning och gallring", "handle emergency access and retention"),
        ExchangeRead = "exchange:read" ("läsa händelser", "read events"),
        ExchangeWrite = "exchange:write" ("ordna utbyte", "arrange exchange"),
        IdentityUnmasked = "identity:unmasked" ("omaskerade personnummer", "unmasked identity numbers"),
        AuditReview = "audit:review" ("granska loggen", "review the log"),
        StatisticsRead = "statistics:read" ("läsa statistik", "read statistics"),
    }
}

/// What an operation asks of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Read organisations, units, areas and agreements.
    ReadParties,
    /// Change organisations, units, staff, areas and agreements: configuration, no case content.
    ConfigureParties,
    /// Read own child records.
    ReadChildren,
    /// Register and change own child records.
    WriteChildren,
    /// Read cases.
    ReadCasework,
    /// Document in cases.
    WriteCasework,
    /// Read the change feed.
    ReadEvents,
    /// Review the access log of the own organisation.
    ReviewLog,
    /// Make extracts of the access log for a child or a guardian.
    ExtractLog,
    /// Read what the own authority does with the family's requests: extracts, copies.
    ReadRights,
    /// Handle the family's requests.
    HandleRights,
    /// Open others' entries in an emergency.
    BreakGlass,
    /// Read what stands open in an emergency.
    ReadOpened,
    /// See the emergency accesses that one made, is told of, or reviews.
    ReadEmergencies,
    /// Acknowledge that own entries were opened in an emergency.
    AcknowledgeEmergency,
    /// Report that something was not done as agreed.
    ReportDeviations,
    /// Read deviations.
    ReadDeviations,
    /// Handle deviations for the area's steering group.
    HandleDeviations,
    /// Read statistics, in which no child is.
    ReadStatistics,
    /// See how long the own organisation's records are kept, and what is to be purged.
    ReadRetention,
    /// Hold, classify, list, decide, destroy and export the own organisation's records.
    ManageRetention,
}

impl Permission {
    /// The scope that the token must have.
    #[must_use]
    pub const fn scope(self) -> Scope {
        match self {
            Self::ReadParties | Self::ReadChildren => Scope::PartiesRead,
            Self::ConfigureParties | Self::WriteChildren => Scope::PartiesWrite,
            Self::ReadCasework => Scope::CaseworkRead,
            Self::WriteCasework => Scope::CaseworkWrite,
            Self::ReadEvents => Scope::ExchangeRead,
            Self::ReviewLog | Self::ExtractLog => Scope::AuditReview,
            Self::ReadStatistics => Scope::StatisticsRead,
            Self::ReadDeviations => Scope::GovernanceRead,
            Self::ReportDeviations | Self::HandleDeviations => Scope::GovernanceWrite,
            Self::ReadRights | Self::ReadOpened | Self::ReadEmergencies | Self::ReadRetention => Scope::TrustRead,
            Self::HandleRights | Self::BreakGlass | Self::AcknowledgeEmergency | Self::ManageRetention => {
                Scope::TrustWrite
            }
        }
    }

    /// The roles of which the caller must have one.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        use Role::{Administrator, Integration, LogReviewer, Politician, ProcessLeader, Professional, UnitManager};
        match self {
            Self::ReadParties => {
                &[Professional, UnitManager, ProcessLeader, Politician, Integration, LogReviewer, Administrator]
            }
            Self::ConfigureParties => &[Administrator],
            Self::ReadStatistics => &[Professional, UnitManager, ProcessLeader, Politician, Integration],
            Self::ReadChildren | Self::WriteChildren | Self::ReadCasework | Self::WriteCasework => {
                &[Professional, UnitManager, Integration]
            }
            Self::ReadEvents | Self::ReportDeviations => &[Professional, UnitManager, Integration],
            Self::ReadDeviations => &[Professional, UnitManager, ProcessLeader, Integration],
            Self::HandleDeviations => &[UnitManager, ProcessLeader],
            Self::ReviewLog => &[LogReviewer],
            Self::ExtractLog => &[Professional, UnitManager, LogReviewer],
            Self::BreakGlass | Self::ReadOpened => &[Professional, Integration],
            Self::ReadEmergencies => &[Professional, UnitManager, Integration, LogReviewer],
            Self::AcknowledgeEmergency => &[Professional, UnitManager],
            // Who sees all that an authority holds, whichever unit wrote it, answers for it.
            Self::ReadRights | Self::HandleRights | Self::ReadRetention | Self::ManageRetention => &[UnitManager],
        }
    }
}

/// The scope's code, so that the contract names what the handler requires.
impl std::fmt::Display for Permission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.scope().code())
    }
}
