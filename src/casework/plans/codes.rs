//! The code lists of plans.

use crate::kernel::text::Label;

crate::codes! {
    /// Slag av plan. What kind of plan.
    pub enum PlanKind {
        Statutory = "statutory" ("SIP enligt lag", "statutory coordinated individual plan"),
        LocalAgreement = "local_agreement" ("plan enligt lokal överenskommelse", "plan by a local agreement"),
    }
}

crate::codes! {
    /// Planens tillstånd. The state of a plan.
    pub enum PlanState {
        Draft = "draft" ("utkast", "draft"),
        Established = "established" ("upprättad", "established"),
        UnderFollowUp = "under_follow_up" ("under uppföljning", "under follow-up"),
        Closed = "closed" ("avslutad", "closed"),
    }
}

crate::codes! {
    /// Vilken huvudman som har det övergripande ansvaret. Which principal has overall responsibility for the plan.
    pub enum Principal {
        Region = "region" ("regionen", "the region"),
        Municipality = "municipality" ("kommunen", "the municipality"),
        Other = "other" ("annan", "other"),
    }
}

crate::codes! {
    /// Livsområde. Which part of the child's life.
    pub enum LifeDomain {
        Health = "health" ("hälsa", "health"),
        Learning = "learning" ("lärande", "learning"),
        Safety = "safety" ("trygghet", "safety"),
    }
}

crate::codes! {
    /// Målets horisont. Whether a goal is for the short or the long term.
    pub enum Horizon {
        Short = "short" ("kort sikt", "short term"),
        Long = "long" ("lång sikt", "long term"),
    }
}

crate::codes! {
    /// Vem som ansvarar för en åtgärd. What kind of party answers for an action.
    pub enum Party {
        Unit = "unit" ("enhet", "unit"),
        Guardian = "guardian" ("vårdnadshavare", "guardian"),
        Child = "child" ("barnet", "the child"),
        Network = "network" ("någon i det privata nätverket", "somebody in the private network"),
    }
}

crate::codes! {
    /// Insatsnivå. The level of an intervention.
    pub enum InterventionLevel {
        General = "general" ("generell nivå", "general level"),
        FirstLine = "first_line" ("första linjen", "first line"),
        Specialist = "specialist" ("specialistnivå", "specialist level"),
    }
}

crate::codes! {
    /// Åtgärdens tillstånd. The state of an action.
    pub enum ActionState {
        Planned = "planned" ("planerad", "planned"),
        Started = "started" ("påbörjad", "started"),
        Done = "done" ("genomförd", "done"),
        NotDone = "not_done" ("inte genomförd", "not done"),
    }
}

crate::codes! {
    /// Hur en åtgärd slutade. How an action ended.
    pub enum ActionOutcome {
        Done = "done" ("genomförd", "done"),
        NotDone = "not_done" ("inte genomförd", "not done"),
    }
}

crate::codes! {
    /// Hur barnets åsikt kom fram. How the child's view was expressed.
    pub enum ViewMode {
        InMeeting = "in_meeting" ("på mötet", "at the meeting"),
        Conversation = "conversation" ("i samtal före mötet", "in a talk before the meeting"),
        Written = "written" ("skriftligt eller bild", "in writing or pictures"),
        ThroughAdult = "through_adult" ("genom en vuxen som barnet valt", "through an adult whom the child chose"),
    }
}

crate::codes! {
    /// Hur barnet deltog. How the child took part.
    pub enum ParticipationMode {
        OnSite = "on_site" ("på plats", "on site"),
        Video = "video" ("på video", "by video"),
        Phone = "phone" ("per telefon", "by telephone"),
        Represented = "represented" ("genom någon annan", "through somebody else"),
        None = "none" ("deltog inte", "did not take part"),
    }
}

crate::codes! {
    /// Vem som valde samordnaren. Who chose the coordinator.
    pub enum ChosenBy {
        Child = "child" ("barnet", "the child"),
        Guardians = "guardians" ("vårdnadshavarna", "the guardians"),
        Family = "family" ("familjen tillsammans", "the family together"),
        Meeting = "meeting" ("mötet", "the meeting"),
    }
}

crate::codes! {
    /// Varför planen avslutas. Why a plan is closed.
    pub enum PlanCloseReason {
        GoalsReached = "goals_reached" ("målen är nådda", "goals reached"),
        NoNeedOfCoordination = "no_need_of_coordination" ("samordning behövs inte längre", "no need of coordination"),
        ConsentWithdrawn = "consent_withdrawn" ("samtycket är återtaget", "consent withdrawn"),
        Moved = "moved" ("flyttat", "moved"),
        Turned18 = "turned_18" ("fyllt 18 år", "turned 18"),
        Other = "other" ("annat", "other"),
    }
}

crate::codes! {
    /// Steg med egen dag. A step of a plan, a goal or an action that has its own day.
    pub enum StepKind {
        Establishment = "establishment" ("upprättad", "established"),
        Closure = "closure" ("avslutad", "closed"),
        Reopening = "reopening" ("återöppnad", "reopened"),
        Attainment = "attainment" ("mål uppnått", "goal reached"),
        Start = "start" ("åtgärd påbörjad", "action started"),
        Completion = "completion" ("åtgärd avslutad", "action completed"),
    }
}

crate::codes! {
    /// Vad som gav en ny version. What made a new version.
    pub enum VersionCause {
        Established = "established" ("planen upprättades", "the plan was established"),
        PlanChanged = "plan_changed" ("planen ändrades", "the plan was changed"),
        GoalAdded = "goal_added" ("ett mål tillkom", "a goal was added"),
        GoalChanged = "goal_changed" ("ett mål ändrades", "a goal was changed"),
        GoalReached = "goal_reached" ("ett mål nåddes", "a goal was reached"),
        ActionAdded = "action_added" ("en åtgärd tillkom", "an action was added"),
        ActionChanged = "action_changed" ("en åtgärd ändrades", "an action was changed"),
        ActionStarted = "action_started" ("en åtgärd påbörjades", "an action was started"),
        ActionCompleted = "action_completed" ("en åtgärd avslutades", "an action was completed"),
        FollowedUp = "followed_up" ("planen följdes upp", "the plan was followed up"),
        Closed = "closed" ("planen avslutades", "the plan was closed"),
        Reopened = "reopened" ("planen återöppnades", "the plan was reopened"),
    }
}

crate::codes! {
    /// Vem en version lämnades till. To whom a version was handed.
    pub enum Recipient {
        Unit = "unit" ("enhet", "unit"),
        Guardian = "guardian" ("vårdnadshavare", "guardian"),
        Child = "child" ("barnet", "the child"),
        Family = "family" ("familjen", "the family"),
    }
}

crate::codes! {
    /// Hur en version lämnades. How a version was handed over.
    pub enum DistributionWay {
        Samsyn = "samsyn" ("läsbar i samsyn", "readable in samsyn"),
        Paper = "paper" ("på papper vid mötet", "on paper at the meeting"),
        Post = "post" ("med post", "by post"),
        DigitalMailbox = "digital_mailbox" ("digital brevlåda", "digital mailbox"),
        Journal = "journal" ("förd till egen journal", "taken into the own record"),
    }
}

crate::codes! {
    /// Vem som bekräftar. Who confirms.
    pub enum ConfirmingParty {
        Unit = "unit" ("enhet", "unit"),
        Guardian = "guardian" ("vårdnadshavare", "guardian"),
        Child = "child" ("barnet", "the child"),
    }
}

/// Every code list of plans.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    vec![
        ("plan-kinds", PlanKind::list()),
        ("plan-states", PlanState::list()),
        ("plan-principals", Principal::list()),
        ("life-domains", LifeDomain::list()),
        ("goal-horizons", Horizon::list()),
        ("responsible-parties", Party::list()),
        ("intervention-levels", InterventionLevel::list()),
        ("action-states", ActionState::list()),
        ("action-outcomes", ActionOutcome::list()),
        ("view-modes", ViewMode::list()),
        ("participation-modes", ParticipationMode::list()),
        ("coordinator-choosers", ChosenBy::list()),
        ("plan-close-reasons", PlanCloseReason::list()),
        ("plan-steps", StepKind::list()),
        ("plan-version-causes", VersionCause::list()),
        ("plan-recipients", Recipient::list()),
        ("distribution-ways", DistributionWay::list()),
        ("confirming-parties", ConfirmingParty::list()),
    ]
}
