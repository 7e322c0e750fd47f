# syntax=docker/dockerfile:1

# --- builds the program with TLS to PostgreSQL (OpenSSL is linked from the system, the rest is bundled)
FROM rust:1.95-bookworm AS builder
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libssl-dev pkg-config \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY .cargo .cargo
COPY Cargo.toml Cargo.lock ./
# The workspace's other member is named in Cargo.toml and Cargo.lock, and never built here.
COPY benches/load/Cargo.toml benches/load/
# The dependencies are a layer of their own: they change seldom and take most of the time.
RUN mkdir -p src benches/load/src \
 && echo 'fn main() {}' > benches/load/src/main.rs \
 && touch src/lib.rs \
 && echo 'fn main() {}' > src/main.rs \
 && cargo build --release --locked --features postgres-tls \
 && rm -r src
COPY migrations migrations
COPY openapi openapi
COPY src src
RUN touch src/lib.rs src/main.rs \
 && cargo build --release --locked --features postgres-tls

# --- what runs
FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates libssl3 \
 && rm -rf /var/lib/apt/lists/* \
 && install --directory --owner=10001 --group=10001 --mode=0700 /data /checkpoints
COPY --from=builder /build/target/release/samsyn /usr/local/bin/samsyn

LABEL org.opencontainers.image.title="samsyn" \
      org.opencontainers.image.description="One program in which school, health care and social services document their joint work around a child" \
      org.opencontainers.image.licenses="EUPL-1.2"

ENV SAMSYN_LISTEN=0.0.0.0:8080 \
    SAMSYN_DATA_DIR=/data
USER 10001:10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["samsyn", "health", "--url", "http://127.0.0.1:8080/readyz"]
ENTRYPOINT ["samsyn"]
CMD ["serve"]
