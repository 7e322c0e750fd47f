//! Who called and by which name, as far as that can be believed.

use actix_web::dev::ServiceRequest;

use super::context::HttpConfig;

/// What a trusted proxy's `Forwarded` says (RFC 7239); nothing when anybody else sends it. `Host` is never believed.
pub(super) struct Forwarded<'a> {
    pairs: Vec<(&'a str, &'a str)>,
    peer: Option<std::net::IpAddr>,
}

impl<'a> Forwarded<'a> {
    pub(super) fn of(request: &'a ServiceRequest, config: &HttpConfig) -> Self {
        let peer = request.peer_addr().map(|peer| peer.ip());
        let trusted = peer.is_some_and(|peer| config.trusted_proxies.contains(&peer));
        let header = request.headers().get("Forwarded").and_then(|value| value.to_str().ok()).filter(|_| trusted);
        let first = header.and_then(|value| value.split(',').next()).unwrap_or_default();
        let pairs = first.split(';').filter_map(|pair| pair.trim().split_once('=')).collect();
        Self { pairs, peer }
    }

    fn part(&self, name: &str) -> Option<&'a str> {
        let found = self.pairs.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim_matches('"'))
    }

    /// The public root as the client addressed it.
    pub(super) fn public_url(&self) -> Option<String> {
        let plain = |host: &str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
        let (proto, host) = (self.part("proto")?, self.part("host")?);
        (matches!(proto, "http" | "https") && plain(host)).then(|| format!("{proto}://{host}"))
    }

    /// The client's address.
    pub(super) fn visitor(&self) -> String {
        let peer = || self.peer.map(|peer| peer.to_string()).unwrap_or_default();
        self.part("for").map_or_else(peer, str::to_owned)
    }
}
