//! What no HTTP client would send: bytes on a connection.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::TestApp;

/// A connection to the service.
pub struct Raw(TcpStream);

/// An answer, as text.
#[derive(Debug)]
pub struct RawReply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Raw {
    pub fn connect(app: &TestApp) -> Self {
        Self::to(app.url.trim_start_matches("http://").split('/').next().unwrap())
    }

    /// A connection to any address.
    pub fn to(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(8))).unwrap();
        Self(stream)
    }

    /// Sends bytes; whether the service still takes them.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.0.write_all(bytes.as_ref()).and_then(|()| self.0.flush()).is_ok()
    }

    /// Reads one whole answer.
    pub fn reply(&mut self) -> RawReply {
        let mut bytes = Vec::new();
        let mut chunk = [0; 4096];
        loop {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let head = head.to_ascii_lowercase();
                let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
                if body.len() >= length.unwrap_or(0) {
                    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
                    return RawReply { status, head, body: body.to_owned() };
                }
            }
            match self.0.read(&mut chunk) {
                Ok(count @ 1..) => bytes.extend_from_slice(&chunk[..count]),
                end => panic!("no whole answer ({end:?}): {text:?}"),
            }
        }
    }

    /// Reads up to an empty line: an interim answer.
    pub fn line(&mut self) -> String {
        let mut text = String::new();
        let mut byte = [0];
        while !text.ends_with("\r\n\r\n") && self.0.read(&mut byte).is_ok_and(|count| count == 1) {
            text.push(char::from(byte[0]));
        }
        text
    }

    /// Whether the service has closed the connection, or does so within the time that a read waits.
    pub fn is_closed(&mut self) -> bool {
        let mut chunk = [0; 4096];
        loop {
            match self.0.read(&mut chunk) {
                Ok(1..) => {}
                Ok(0) => return true,
                Err(error) => return error.kind() == std::io::ErrorKind::ConnectionReset,
            }
        }
    }
}
