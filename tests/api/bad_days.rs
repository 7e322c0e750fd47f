//! Days when things go wrong at once: many at the same time, panics, a database that is gone, a log that cannot be
//! written. What was acknowledged stays, what was not leaves nothing, and the service recovers by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use samsyn::kernel::audit::{Audited, Look};
use samsyn::kernel::auth::{Caller, Organisations, Purpose, Role, Scope};
use samsyn::kernel::db::{Resource, Tx, Written};
use samsyn::kernel::decision::{Standing, Thing};
use samsyn::kernel::ids::{ChildId, ResourceId};
use samsyn::kernel::problem::{Kind, Problem};

use crate::support::builders::{municipality, region};
use crate::support::raw::Raw;
use crate::support::{Client, Reply, TestApp, eventually, json};

/// A connection of somebody else to the test's database.
enum Other {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

impl Other {
    fn connect(url: &str) -> Self {
        match url.strip_prefix("sqlite:") {
            Some(path) => Self::Sqlite(SqliteConnection::establish(path).unwrap()),
            None => Self::Postgres(PgConnection::establish(url).unwrap()),
        }
    }

    fn run(&mut self, sql: &str) {
        match self {
            Self::Postgres(conn) => conn.batch_execute(sql).unwrap(),
            Self::Sqlite(conn) => conn.batch_execute(sql).unwrap(),
        }
    }

    /// Keeps everybody from writing to the log until [`Other::let_go`].
    fn hold_the_log(&mut self) {
        match self {
            Self::Postgres(_) => self.run("BEGIN; LOCK TABLE audit_entries IN EXCLUSIVE MODE"),
            Self::Sqlite(_) => self.run("BEGIN IMMEDIATE"),
        }
    }

    fn let_go(&mut self) {
        self.run("ROLLBACK");
    }
}

fn caller(app: &TestApp) -> Caller {
    Caller {
        chosen_unit: None,
        issuer: "https://idp.umea.example".into(),
        speaks_for: Organisations::All,
        subject: "anna.lind".into(),
        client_id: "test".into(),
        acting: None,
        unit: None,
        roles: vec![Role::Administrator],
        scopes: Scope::ALL.to_vec(),
        purpose: Purpose::Coordination,
        trace_id: "4bf92f3577b34da6a3ce929d0e0e4736".into(),
        api_url: app.url.clone(),
    }
}

fn professional(app: &TestApp) -> Caller {
    Caller { roles: vec![Role::Professional], ..caller(app) }
}

/// An answer that tells of a child.
#[derive(Debug)]
struct Telling(ChildId);

impl Audited for Telling {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("children", self.0, self.0)]
    }
}

/// An answer that tells of nobody.
#[derive(Debug)]
struct Plain;

impl Audited for Plain {
    fn looks(&self) -> Vec<Look> {
        vec![]
    }
}

impl Resource for Plain {
    fn path(&self) -> String {
        "/".into()
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

/// Writes through the same door as every handler.
async fn write(
    app: &TestApp,
    work: impl FnOnce(&mut Tx<'_>) -> Result<ResourceId, Problem> + Send + 'static,
) -> Result<Written<Plain>, Problem> {
    app.db.write(caller(app), None, work, |_, _| Ok(Plain)).await
}

fn an_id(tx: &Tx<'_>) -> ResourceId {
    ResourceId::new(tx.now())
}

/// All at once, in the order in which they were asked.
async fn at_once<F: Future<Output = Reply> + 'static>(asked: impl Iterator<Item = F>) -> Vec<Reply> {
    let running: Vec<_> = asked.map(actix_web::rt::spawn).collect();
    let mut replies = Vec::new();
    for one in running {
        replies.push(one.await.unwrap());
    }
    replies
}

async fn total(client: &Client) -> i64 {
    client.get("/organisations").await.expect(200).body["_meta"]["totalRecords"].as_i64().unwrap()
}

#[actix_web::test]
async fn fifty_equal_posts_under_one_key_have_one_effect() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let post = |client: Client| async move {
        loop {
            let reply = client.post_once("/organisations", "fifty", region()).await;
            if reply.status != 409 || reply.code() != "still-running" {
                return reply;
            }
            assert_eq!(reply.header("Retry-After"), "1");
        }
    };
    let replies = at_once((0..50).map(|_| post(client.clone()))).await;

    let ids: std::collections::BTreeSet<String> = replies.iter().map(Reply::id).collect();
    assert_eq!(ids.len(), 1);
    assert!(replies.iter().all(|reply| reply.status == 201));
    let first = replies.iter().filter(|reply| !reply.headers.contains_key("Idempotency-Replayed"));
    assert_eq!(first.count(), 1);
    assert_eq!(total(&client).await, 1);
}

#[actix_web::test]
async fn of_many_who_change_the_same_version_one_wins() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let path = format!("/organisations/{}", app.organisation(region()).await);
    for round in 1..=5 {
        let tag = format!("\"{round}\"");
        let patch = |name: String| {
            let (client, path, tag) = (client.clone(), path.clone(), tag.clone());
            async move { client.patch(&path, &tag, json!({ "name": name })).await }
        };
        let replies = at_once((0..20).map(|one| patch(format!("Region {round} {one}")))).await;
        let won: Vec<&Reply> = replies.iter().filter(|reply| reply.status == 200).collect();
        assert_eq!(won.len(), 1, "{:?}", replies.iter().map(|reply| reply.status).collect::<Vec<_>>());
        assert!(replies.iter().all(|reply| [200, 412].contains(&reply.status)));
        assert_eq!(client.get(&path).await.expect(200).body["name"], won[0].body["name"]);
    }
}

#[actix_web::test]
async fn of_many_who_register_the_same_number_one_wins() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let post = |client: Client| async move { client.post("/organisations", region()).await };
    let replies = at_once((0..20).map(|_| post(client.clone()))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
    assert!(replies.iter().all(|reply| reply.status == 201 || reply.code() == "conflict"));
}

#[actix_web::test]
async fn a_panic_in_a_transaction_is_503_leaves_nothing_and_stops_nobody() {
    let app = TestApp::start().await;
    let client = app.administrator();
    app.organisation(region()).await;
    for _ in 0..12 {
        let written = write(&app, |tx| {
            tx.conn.batch_execute("UPDATE organisations SET name = 'Halvt'").unwrap();
            panic!("a mistake in a handler");
        });
        assert_eq!(written.await.unwrap_err().kind(), Kind::Unavailable);
        let read = app.db.read(caller(&app), |_| -> Result<Plain, Problem> { panic!("another") });
        assert_eq!(read.await.unwrap_err().kind(), Kind::Unavailable);
    }
    let listed = client.get("/organisations").await.expect(200);
    assert_eq!(listed.body["organisations"][0]["name"], "Region Västerbotten");
    app.organisation(municipality()).await;
}

/// SQLite ends a transaction by itself when the disk is full: nothing of the job may then be stored piecemeal.
#[actix_web::test]
async fn a_transaction_that_ended_behind_our_back_is_503_and_leaves_nothing() {
    let app = TestApp::start().await;
    let client = app.administrator();
    app.organisation(region()).await;
    for swallow in [false, true] {
        let written = write(&app, move |tx| {
            tx.conn.batch_execute("UPDATE organisations SET name = 'Halvt'")?;
            tx.conn.batch_execute("ROLLBACK")?;
            if swallow { Ok(an_id(tx)) } else { Err(Problem::not_found()) }
        });
        assert_eq!(written.await.unwrap_err().kind(), Kind::Unavailable);
        let listed = client.get("/organisations").await.expect(200);
        assert_eq!(listed.body["organisations"][0]["name"], "Region Västerbotten");
    }
    app.organisation(municipality()).await;
    assert_eq!(total(&client).await, 2);
}

#[actix_web::test]
async fn a_refused_step_leaves_nothing() {
    let app = TestApp::start().await;
    app.organisation(region()).await;
    let written = write(&app, |tx| {
        tx.conn.batch_execute("UPDATE organisations SET name = 'Halvt'")?;
        Err(Problem::not_found())
    });
    assert_eq!(written.await.unwrap_err().kind(), Kind::NotFound);
    let listed = app.administrator().get("/organisations").await.expect(200);
    assert_eq!(listed.body["organisations"][0]["name"], "Region Västerbotten");
}

/// A read cannot write, whatever its code says.
#[actix_web::test]
async fn a_read_cannot_change_anything() {
    let app = TestApp::start().await;
    app.organisation(region()).await;
    let read = app.db.read(caller(&app), |tx| {
        tx.conn.batch_execute("UPDATE organisations SET name = 'Halvt'")?;
        Ok(Plain)
    });
    assert_eq!(read.await.unwrap_err().kind(), Kind::Unavailable);
    app.organisation(municipality()).await;
}

#[actix_web::test]
async fn a_body_that_trickles_in_is_408_and_its_connection_is_closed() {
    let app = TestApp::start().await;
    app.anyone().get("/api-info").await.expect(200);
    let token = app.token("administratör", &[Role::Administrator], Scope::ALL, None);
    for (length, start) in [("Content-Length: 100", "{"), ("Transfer-Encoding: chunked", "1\r\n{\r\n")] {
        let mut raw = Raw::connect(&app);
        raw.send(format!(
            "POST /samsyn/v1/organisations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\n{length}\r\n\r\n{start}"
        ));
        let reply = raw.reply();
        assert_eq!(reply.status, 408, "{reply:?}");
        assert!(reply.body.contains("\"code\":\"request-timeout\""), "{reply:?}");
        assert!(reply.head.contains("connection: close"), "{reply:?}");
        assert!(raw.is_closed(), "{length}");
    }
}

/// Nobody needs to read a body to refuse its sender; the connection is then of no more use.
#[actix_web::test]
async fn a_body_without_end_holds_no_connection_of_who_is_refused() {
    let app = TestApp::start().await;
    app.anyone().get("/api-info").await.expect(200);
    for (request, status) in [("POST /samsyn/v1/organisations", 401), ("GET /samsyn/v1/api-info", 200), ("PUT /x", 404)]
    {
        let mut raw = Raw::connect(&app);
        raw.send(format!(
            "{request} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{{\r\n"
        ));
        let reply = raw.reply();
        assert_eq!(reply.status, status, "{reply:?}");
        assert!(raw.is_closed(), "{request}");
    }
}

/// Past what the database can do nobody waits in an ever longer line: who comes is told at once to come back.
#[actix_web::test]
async fn who_comes_when_the_house_is_full_is_told_to_come_back_and_who_is_in_is_answered() {
    let app = TestApp::start_with(|config| config.most_requests = 2).await;
    app.organisation(region()).await;
    let (reached, is_reached) = std::sync::mpsc::channel();
    let (open, closed) = std::sync::mpsc::channel::<()>();
    let closed = std::sync::Arc::new(std::sync::Mutex::new(closed));
    let slow = |_| {
        let (db, caller, reached, closed) = (app.db.clone(), caller(&app), reached.clone(), closed.clone());
        let look = move |_: &mut Tx<'_>| {
            reached.send(()).unwrap();
            let _ = closed.lock().unwrap().recv();
            Ok(Plain)
        };
        actix_web::rt::spawn(async move { db.read(caller, look).await })
    };
    let running: Vec<_> = (0..2).map(slow).collect();
    actix_web::rt::task::yield_now().await;
    is_reached.recv().unwrap();

    let refused = app.administrator().get("/organisations").await.expect(503);
    assert_eq!(refused.header("Retry-After"), "2");
    let refused = app.administrator().post("/organisations", municipality()).await.expect(503);
    assert_eq!(refused.header("Retry-After"), "2");

    drop(open);
    for one in running {
        one.await.unwrap().unwrap();
    }
    app.organisation(municipality()).await;
    assert_eq!(total(&app.administrator()).await, 2);
}

/// No look goes unlogged, and no answer waits for a commit of its own: fifty at once share a few.
#[actix_web::test]
async fn fifty_looks_at_once_are_all_logged_and_share_their_commits() {
    crate::support::statements::listen();
    let app = TestApp::start().await;
    let looked = Arc::new(AtomicUsize::new(0));
    let look = |_| {
        let (db, caller, looked) = (app.db.clone(), professional(&app), Arc::clone(&looked));
        actix_web::rt::spawn(async move {
            let seen = db.read(caller, move |tx| {
                let child = ChildId::new(tx.now());
                tx.decide(child, Thing::Record, &Standing { own: true, ..Standing::default() }).unwrap();
                looked.fetch_add(1, Ordering::SeqCst);
                Ok(Telling(child))
            });
            seen.await.unwrap();
        })
    };
    let heard = crate::support::statements::heard_during(async {
        let mut log = Other::connect(app.database_url());
        log.hold_the_log();
        let running: Vec<_> = (0..50).map(look).collect();
        // Who has looked wakes its task here, in turn: all but the last few wait for the log when everybody has.
        while looked.load(Ordering::SeqCst) < 50 {
            actix_web::rt::task::yield_now().await;
        }
        log.let_go();
        for one in running {
            one.await.unwrap();
        }
    });
    let inserts = heard.await.into_iter().filter(|sql| sql.starts_with("INSERT")).count();
    assert_eq!(app.log().await.len(), 50);
    assert!(inserts < 25, "{inserts} statements for 50 looks");
}

/// A room that forgets to ask whether the caller may see a child gives no answer, and changes nothing.
#[actix_web::test]
async fn an_answer_about_a_child_on_which_nothing_was_decided_is_not_given() {
    let app = TestApp::start().await;

    let read = app.db.read(professional(&app), |tx| Ok(Telling(ChildId::new(tx.now())))).await;
    let written =
        app.db.write(professional(&app), None, |tx| Ok(ChildId::new(tx.now())), |_, id| Ok(Telling(id))).await;

    assert_eq!(read.unwrap_err().kind(), Kind::Unavailable);
    assert_eq!(written.unwrap_err().kind(), Kind::Unavailable);
    assert!(app.log().await.is_empty());
}

/// No look goes unlogged: when the log cannot be written, nothing about a child is told and nothing is changed.
#[actix_web::test]
async fn without_a_log_nothing_is_told() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let look = async || {
        let read = app.db.read(professional(&app), |tx| {
            let child = ChildId::new(tx.now());
            tx.decide(child, Thing::Record, &Standing { own: true, ..Standing::default() }).unwrap();
            Ok(Telling(child))
        });
        read.await
    };
    look().await.unwrap();

    let mut other = Other::connect(app.database_url());
    other.run("ALTER TABLE audit_entries RENAME TO gone");
    assert_eq!(look().await.unwrap_err().kind(), Kind::Unavailable);
    let reply = client.post("/organisations", region()).await.expect(503);
    assert!(reply.headers.contains_key("Retry-After"));
    assert_eq!(total(&client).await, 0);

    other.run("ALTER TABLE gone RENAME TO audit_entries");
    look().await.unwrap();
    client.post("/organisations", region()).await.expect(201);
}

#[actix_web::test]
async fn a_database_that_is_gone_is_503_and_comes_back_by_itself() {
    let app = TestApp::start().await;
    let client = app.administrator();
    app.organisation(region()).await;
    let back = take_the_database_away(&app);

    let post = {
        let client = client.clone();
        async move { client.post("/organisations", municipality()).await }
    };
    let post = actix_web::rt::spawn(post);
    if matches!(back, Back::Allow { .. }) {
        // Reads of SQLite need no lock; PostgreSQL is gone for all.
        let get = client.get("/organisations").await.expect(503);
        assert_eq!(get.header("Retry-After"), "2");
        let (status, wait) = app.outside("/readyz").await;
        assert_eq!((status, wait.as_deref()), (503, Some("2")));
    }
    let refused = post.await.unwrap().expect(503);
    assert_eq!(refused.header("Retry-After"), "2");
    assert_eq!(app.outside("/livez").await.0, 200, "the process itself is well");

    back.give();
    eventually("the service recovers", async || app.outside("/readyz").await.0 == 200).await;
    client.post("/organisations", municipality()).await.expect(201);
    assert_eq!(total(&client).await, 2, "what was refused left nothing");
}

/// How the database comes back.
enum Back {
    Allow { server: PgConnection, name: String },
    Unlock(SqliteConnection),
}

impl Back {
    fn give(self) {
        match self {
            Self::Allow { mut server, name } => {
                server.batch_execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).unwrap();
            }
            Self::Unlock(mut conn) => conn.batch_execute("ROLLBACK").unwrap(),
        }
    }
}

fn take_the_database_away(app: &TestApp) -> Back {
    match Other::connect(app.database_url()) {
        Other::Sqlite(mut conn) => {
            conn.batch_execute("BEGIN IMMEDIATE").unwrap();
            Back::Unlock(conn)
        }
        Other::Postgres(own) => {
            drop(own);
            let url = app.database_url().split('?').next().unwrap();
            let name = url.rsplit('/').next().unwrap().to_owned();
            let server = std::env::var_os("SAMSYN_TEST_DATABASE_URL").unwrap();
            let mut server = PgConnection::establish(server.to_str().unwrap()).unwrap();
            let gone = format!(
                "ALTER DATABASE {name} ALLOW_CONNECTIONS false; \
                 SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            );
            server.batch_execute(&gone).unwrap();
            Back::Allow { server, name }
        }
    }
}

/// The server restarts its connections, as in a failover: the next request finds its way by itself.
#[actix_web::test]
async fn connections_that_were_cut_are_replaced_unseen() {
    let app = TestApp::start().await;
    let client = app.administrator();
    app.organisation(region()).await;
    if let Other::Postgres(_) = Other::connect(app.database_url()) {
        take_the_database_away(&app).give();
    }
    eventually("the next reads are served", async || client.get("/organisations").await.status == 200).await;
    client.post("/organisations", municipality()).await.expect(201);
}
