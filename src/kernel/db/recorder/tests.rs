use uuid::Uuid;

use super::super::migrate;
use super::super::writer::tests::Bench;
use super::*;
use crate::kernel::audit::Action;
use crate::kernel::ids::AuditEntryId;
use crate::kernel::time::Instant;

fn entry() -> Entry {
    let at: Instant = "2026-03-02T08:00:00Z".parse().unwrap();
    Entry {
        id: AuditEntryId::new(at),
        at,
        issuer: String::new(),
        subject: String::new(),
        client_id: String::new(),
        roles: String::new(),
        staff_id: None,
        unit_id: None,
        organisation_id: None,
        purpose: String::new(),
        action: Action::Read,
        resource: "plans".into(),
        resource_id: Uuid::nil().into(),
        child_id: None,
        trace_id: String::new(),
        ground: None,
        consent_id: None,
    }
}

fn recorder() -> (Bench, Recorder) {
    let bench = Bench::new();
    migrate::run(&bench.target).unwrap();
    let recorder = Recorder::beside_writes(Arc::clone(&bench.writer));
    (bench, recorder)
}

fn logged(bench: &Bench) -> i64 {
    bench.count("SELECT count(*) AS found FROM audit_entries")
}

#[test]
fn who_comes_while_a_batch_is_written_waits_for_the_next_one() {
    let (bench, recorder) = recorder();
    let busy = bench.hold();
    let receipts: Vec<Receipt> = (0..20).map(|_| recorder.record(vec![entry(), entry()]).unwrap()).collect();
    // One job for all of them, however many entries that is.
    let many = recorder.record((0..3000).map(|_| entry()).collect()).unwrap();
    assert_eq!(logged(&bench), 0);
    drop(busy);
    for receipt in receipts {
        receipt.0.blocking_recv().unwrap();
    }
    many.0.blocking_recv().unwrap();
    assert_eq!(logged(&bench), 3040);
}

#[test]
fn when_a_batch_fails_nobody_in_it_is_told_anything() {
    let (bench, recorder) = recorder();
    let busy = bench.hold();
    // The same entry twice breaks the primary key.
    let twice = entry();
    let receipts = [recorder.record(vec![twice.clone()]), recorder.record(vec![entry()]), recorder.record(vec![twice])];
    drop(busy);
    for receipt in receipts {
        assert!(receipt.unwrap().0.blocking_recv().is_err());
    }
    assert_eq!(logged(&bench), 0);
    recorder.record(vec![entry()]).unwrap().0.blocking_recv().unwrap();
    assert_eq!(logged(&bench), 1);
}

#[test]
fn who_hangs_up_has_looked_all_the_same() {
    let (bench, recorder) = recorder();
    drop(recorder.record(vec![entry()]).unwrap());
    recorder.record(vec![]).unwrap().0.blocking_recv().unwrap();
    assert_eq!(logged(&bench), 1);
}

#[test]
fn who_comes_when_too_much_waits_is_told_to_come_back() {
    let (bench, recorder) = recorder();
    let busy = bench.hold();
    let full = recorder.record((0..=MOST_WAITING).map(|_| entry()).collect()).unwrap();
    let refused = recorder.record(vec![entry()]).map(drop).unwrap_err();
    assert!(refused.headers().iter().any(|(name, _)| *name == "Retry-After"));
    drop(busy);
    full.0.blocking_recv().unwrap();
}

/// A batch whose job is thrown away leaves nobody waiting, and none behind it.
#[test]
fn a_batch_that_never_comes_to_its_turn_is_503() {
    let (_bench, recorder) = recorder();
    let (written, receipt) = oneshot::channel();
    recorder.waiting.lock().unwrap().readers.push(written);
    drop(Turn(Some(Arc::clone(&recorder.waiting))));
    assert!(Receipt(receipt).0.blocking_recv().is_err());
    recorder.record(vec![entry()]).unwrap().0.blocking_recv().unwrap();
}
