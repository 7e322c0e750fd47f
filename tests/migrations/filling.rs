//! What a step makes of the rows that are there already.

use crate::databases::{Database, each};

/// The steps before kinds of information.
const BEFORE: usize = 13;

/// An id, as the database writes it.
fn id(postgres: bool, number: u8) -> String {
    match postgres {
        true => format!("'00000000-0000-0000-0000-0000000000{number:02x}'"),
        false => format!("x'000000000000000000000000000000{number:02x}'"),
    }
}

/// A row with these values, as SQL, and something in every other column that must hold something.
fn insert(database: &mut Database, table: &str, given: &[(&str, String)]) {
    let postgres = database.target.is_postgres();
    let columns = database.tables()[table].columns.clone();
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for (name, (kind, nullable)) in &columns {
        let value = match given.iter().find(|(given, _)| given == name) {
            Some((_, value)) => value.clone(),
            None if *nullable => continue,
            None => match kind.as_str() {
                "uuid" | "BLOB" if kind == "uuid" || name.ends_with("id") => id(postgres, 99),
                "BLOB" => "x'00'".to_owned(),
                "bytea" => "'\\x00'".to_owned(),
                "timestamptz" | "date" => "'2026-03-02'".to_owned(),
                "jsonb" => "'[]'".to_owned(),
                "bool" => "false".to_owned(),
                "text" | "TEXT" => "'x'".to_owned(),
                _ => "0".to_owned(),
            },
        };
        names.push(name.clone());
        values.push(value);
    }
    let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "));
    database.batch_execute(&sql).unwrap();
}

/// Items of every kind that were shared before, with what they hang on.
fn shared_before(database: &mut Database) {
    let postgres = database.target.is_postgres();
    let id = |number| id(postgres, number);
    let unchecked = if postgres { "SET session_replication_role = replica" } else { "PRAGMA foreign_keys = OFF" };
    database.batch_execute(unchecked).unwrap();
    let text = |text: &str| format!("'{text}'");
    for (unit, secrecy) in [(1, "health_care"), (2, "student_health_psychosocial")] {
        insert(database, "units", &[("id", id(unit)), ("secrecy", text(secrecy))]);
    }
    insert(database, "consents", &[("id", id(3)), ("information", text(r#"["health", "plan"]"#))]);
    insert(database, "case_access", &[("id", id(4)), ("consent_id", id(3)), ("unit_id", id(1))]);
    insert(database, "actualisations", &[("id", id(5)), ("unit_id", id(1))]);
    insert(database, "contacts", &[("id", id(6)), ("unit_id", id(2))]);
    insert(database, "contact_cases", &[("id", id(7)), ("contact_id", id(6))]);
    insert(database, "plans", &[("id", id(8)), ("unit_id", id(2))]);
    insert(database, "agenda_items", &[("id", id(9)), ("unit_id", id(2))]);
    let items = [("actualisations", 5), ("contacts", 7), ("plans", 8), ("agenda-items", 9), ("plan-versions", 10)];
    for (number, (kind, item)) in (20..).zip(items) {
        let given = [("id", id(number)), ("item_kind", text(kind)), ("item_id", id(item)), ("basis", text("consent"))];
        insert(database, "disclosures", &given);
    }
}

#[test]
fn what_was_shared_before_kinds_of_information_is_sorted_by_kind_and_secrecy() {
    for mut database in each() {
        let postgres = database.target.is_postgres();
        let id = |number| id(postgres, number);
        (0..BEFORE).for_each(|_| database.step_up());
        shared_before(&mut database);

        database.step_up();

        let expected = [
            "case_access_information WHERE kind IN ('health', 'plan') AND since_at IS NOT NULL".to_owned(),
            "actualisations WHERE secrecy = 'health_care'".to_owned(),
            "contacts WHERE secrecy = 'student_health_psychosocial'".to_owned(),
            "plans WHERE secrecy = 'student_health_psychosocial'".to_owned(),
            format!(
                "disclosures WHERE item_kind = 'actualisations' AND information = 'health' AND from_unit_id = {}",
                id(1)
            ),
            format!(
                "disclosures WHERE item_kind = 'contacts' AND information = 'school_situation' AND from_unit_id = {}",
                id(2)
            ),
            "disclosures WHERE item_kind = 'plans' AND information = 'plan' AND from_unit_id IS NULL".to_owned(),
            format!("disclosures WHERE information = 'meeting_notes' AND from_unit_id = {}", id(2)),
            "disclosures WHERE item_kind = 'plan-versions' AND information = 'plan'".to_owned(),
        ];
        for rows in expected {
            let count = if rows.starts_with("case_access") { 2 } else { 1 };
            assert_eq!(database.count(&rows), count, "{rows} in {:?}", database.target);
        }
    }
}

/// How many steps there are before one.
fn before(step: &str) -> usize {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let steps = std::fs::read_dir(folder).unwrap().map(|step| step.unwrap().file_name());
    steps.filter(|name| name.to_str().unwrap() < step).count()
}

/// A case with its own unit (1), two units by consent (2 and 3) and one that has left (4); the second has blocked what it wrote.
/// Unit 1 has summoned unit 2, which has answered.
fn summoned_before(database: &mut Database) {
    let postgres = database.target.is_postgres();
    let id = |number| id(postgres, number);
    let unchecked = if postgres { "SET session_replication_role = replica" } else { "PRAGMA foreign_keys = OFF" };
    database.batch_execute(unchecked).unwrap();
    let text = |text: &str| format!("'{text}'");
    let at = |day: &str| if postgres { text(day) } else { "1772438400000000".to_owned() };
    for (number, unit, basis) in
        [(11, 1, "own"), (12, 1, "consent"), (13, 2, "consent"), (14, 3, "consent"), (15, 4, "consent")]
    {
        let mut given = vec![("id", id(number)), ("case_id", id(10)), ("unit_id", id(unit)), ("basis", text(basis))];
        if unit == 4 {
            given.push(("ended_at", at("2026-03-02")));
        }
        insert(database, "case_access", &given);
    }
    insert(database, "blocks", &[("id", id(16)), ("case_id", id(10)), ("unit_id", id(2))]);
    let summons = [("id", id(20)), ("case_id", id(10)), ("sent_by_unit_id", id(1)), ("unit_id", id(2))];
    insert(database, "summonses", &summons);
    let answer = [("id", id(21)), ("summons_id", id(20)), ("unit_id", id(2))];
    insert(database, "summons_acknowledgements", &answer);
    insert(database, "legal_holds", &[("id", id(22)), ("child_id", id(23))]);
}

#[test]
fn what_was_asked_in_summoning_before_it_was_given_is_with_those_it_was_for() {
    for mut database in each() {
        let postgres = database.target.is_postgres();
        let id = |number| id(postgres, number);
        (0..before("00000000000024_words")).for_each(|_| database.step_up());
        summoned_before(&mut database);

        database.step_up();

        let given = |item, unit| format!("disclosures WHERE item_id = {} AND unit_id = {}", id(item), id(unit));
        let (own, consented) = ("AND basis = 'own'", "AND basis = 'consent'");
        let expected = [
            (format!("{} {own} AND from_unit_id = {} AND blocked_at IS NULL", given(20, 1), id(1)), 1),
            (format!("{} {consented} AND item_kind = 'summonses' AND blocked_at IS NULL", given(20, 2)), 1),
            (format!("{} {own} AND from_unit_id = {} AND blocked_at IS NOT NULL", given(21, 1), id(2)), 1),
            (format!("{} {consented} AND item_kind = 'acknowledgements' AND blocked_at IS NULL", given(21, 2)), 1),
            ("disclosures WHERE information = 'meeting_notes'".to_owned(), 4),
            (format!("legal_hold_records WHERE hold_id = {} AND child_id = {}", id(22), id(23)), 1),
        ];
        for (rows, count) in expected {
            assert_eq!(database.count(&rows), count, "{rows} in {:?}", database.target);
        }
        database.step_down();
        assert_eq!(database.count("disclosures"), 0);
    }
}
