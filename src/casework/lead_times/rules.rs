//! How a stored lead time stands today, and what refused pauses and corrections are told: pure functions.

use super::model::{LeadTimeRow, LeadTimeStatus, NewPause, Outcome, PauseKind};
use crate::kernel::clocks::{
    CorrectionRefused, Limit, PauseCloseRefused, PauseGrounds, PauseRefused, PauseRequest, Status,
};
use crate::kernel::text::Text;
use crate::kernel::time::Day;

/// The last day in time as known today. An open pause moves it one day each day (the row tells it as of its computing).
pub(super) fn due_today(row: &LeadTimeRow, today: Day) -> Day {
    let open_pause = row.outcome == Outcome::Running && row.paused_from.is_some() && row.paused_until.is_none();
    if open_pause { row.due_on.plus_days(row.updated_at.day().days_until(today).max(0)) } else { row.due_on }
}

/// How a stored lead time stands today; the same as the clock itself answers.
pub(super) fn status(row: &LeadTimeRow, today: Day) -> LeadTimeStatus {
    match row.outcome {
        Outcome::Met => return LeadTimeStatus::Met,
        Outcome::MetLate => return LeadTimeStatus::MetLate,
        Outcome::Cancelled => return LeadTimeStatus::Cancelled,
        Outcome::Running => {}
    }
    let paused =
        row.paused_from.is_some_and(|from| from <= today) && row.paused_until.is_none_or(|until| today < until);
    let due = due_today(row, today);
    if today > due {
        LeadTimeStatus::Breached
    } else if paused {
        LeadTimeStatus::Paused
    } else if today >= row.warn_on {
        LeadTimeStatus::DueSoon
    } else {
        LeadTimeStatus::OnTrack
    }
}

/// The status of a clock in the words of the API.
pub(super) const fn told(status: Status) -> LeadTimeStatus {
    match status {
        Status::OnTrack => LeadTimeStatus::OnTrack,
        Status::DueSoon => LeadTimeStatus::DueSoon,
        Status::Paused => LeadTimeStatus::Paused,
        Status::Breached => LeadTimeStatus::Breached,
        Status::Met => LeadTimeStatus::Met,
        Status::MetLate => LeadTimeStatus::MetLate,
        Status::Cancelled => LeadTimeStatus::Cancelled,
    }
}

/// A limit as an ISO 8601 duration.
pub(super) fn duration(limit: Limit) -> String {
    match limit {
        Limit::Days(days) => format!("P{days}D"),
        Limit::Months(months) => format!("P{months}M"),
    }
}

/// What is asked for, or the fields that the reason needs and that are missing.
pub(super) fn request(new: &NewPause) -> Result<PauseRequest, Vec<&'static str>> {
    let grounds = match new.reason {
        PauseKind::OtherRegionChosen => PauseGrounds::OtherRegionChosen,
        PauseKind::Medical => {
            PauseGrounds::Medical { clinician_named: new.clinician.is_some(), noted: new.note.is_some() }
        }
        PauseKind::FamilyChosen => match (new.offered_on, new.offered_date, new.informed, new.declined_on) {
            (Some(offered_on), Some(offered_date), Some(informed), Some(declined_on)) => {
                PauseGrounds::FamilyChosen { offered_on, offered_date, informed, declined_on }
            }
            (offered_on, offered_date, informed, declined_on) => {
                let missing = [
                    ("/offeredOn", offered_on.is_none()),
                    ("/offeredDate", offered_date.is_none()),
                    ("/informed", informed.is_none()),
                    ("/declinedOn", declined_on.is_none()),
                ];
                return Err(missing.into_iter().filter(|(_, lacks)| *lacks).map(|(pointer, _)| pointer).collect());
            }
        },
    };
    Ok(PauseRequest { from: new.from, to: new.to, grounds })
}

/// Why a pause is refused, in both languages.
pub(super) fn why_no_pause(refused: PauseRefused) -> Text {
    let sv = match refused {
        PauseRefused::NotPausable => "Den här ledtiden kan inte pausas.".to_owned(),
        PauseRefused::BeforeStart(day) => format!("En paus kan inte börja före ledtidens start, {day}."),
        PauseRefused::AfterEnd(day) => format!("En paus måste börja före dagen då ledtiden slutade, {day}."),
        PauseRefused::Future => "Pausen och erbjudandet kan inte ligga i framtiden.".to_owned(),
        PauseRefused::Empty(day) => format!("Pausen måste sluta efter sin första dag, {day}."),
        PauseRefused::AlreadyBreached(day) => {
            format!("Ledtiden var redan överskriden på pausens första dag: sista dag var {day}.")
        }
        PauseRefused::OfferedTooLate(day) => format!("Erbjudandet måste ha lämnats senast {day}."),
        PauseRefused::OfferedDateTooLate(day) => format!("Den erbjudna tiden måste ha legat senast {day}."),
        PauseRefused::DeclinedBeforeOffer(day) => format!("Familjen kan inte ha avstått före erbjudandet, {day}."),
        PauseRefused::NotInformed => "Familjen måste ha fått veta vad den avstår från.".to_owned(),
        PauseRefused::MedicalGroundsMissing => "En medicinsk paus kräver kliniker och anteckning.".to_owned(),
    };
    Text::new(sv, sentence(&refused))
}

/// Why a pause cannot be ended like this, in both languages.
pub(super) fn why_no_ending(refused: PauseCloseRefused) -> Text {
    let sv = match refused {
        PauseCloseRefused::NoOpenPause => "Ledtiden har ingen öppen paus den dagen.".to_owned(),
        PauseCloseRefused::BeforePause(day) => format!("Pausen kan inte sluta före sin första dag, {day}."),
        PauseCloseRefused::Future => "Pausen kan inte avslutas i framtiden.".to_owned(),
    };
    Text::new(sv, sentence(&refused))
}

/// Why a day cannot be corrected like this, in both languages.
pub(super) fn why_no_correction(refused: CorrectionRefused) -> Text {
    let sv = match refused {
        CorrectionRefused::Future => "Dagen ligger i framtiden.".to_owned(),
        CorrectionRefused::NotStopped => "Ledtiden har inget slut att rätta.".to_owned(),
        CorrectionRefused::StopBeforeStart(day) => format!("Slutet kan inte ligga före starten, {day}."),
        CorrectionRefused::StartAfterStop(day) => format!("Starten kan inte ligga efter slutet, {day}."),
    };
    Text::new(sv, sentence(&refused))
}

fn sentence(refused: &impl std::fmt::Display) -> String {
    let text = refused.to_string();
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}
