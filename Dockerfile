# syntax=docker/dockerfile:1
# Builds Gantry, then keeps a Java runtime, the program, and a cache of what a training run loaded.
#
#   docker build -t gantry .
#   docker run --rm gantry --help
#   docker run -d --name gantry --read-only --tmpfs /tmp:exec --stop-timeout 45 -p 127.0.0.1:8080:8080 \
#       -v ./data:/data -e ROBLOX_API_KEY -e GANTRY_TOKEN gantry
#
# /data is the working folder: jobs/ and config/ are read there, .gantry/ (the state) and what jobs write are made there. It
# must be writable for user 10001. With deploy/compose.yml there is a PostgreSQL beside it.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /gantry
COPY pom.xml .
RUN --mount=type=cache,target=/m2 mvn -Dmaven.repo.local=/m2 --batch-mode --quiet dependency:resolve dependency:resolve-plugins
COPY src/main src/main
RUN --mount=type=cache,target=/m2 mvn -Dmaven.repo.local=/m2 --batch-mode --quiet -DskipTests package

FROM eclipse-temurin:25-jre AS runtime
RUN groupadd --gid 10001 gantry && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home gantry \
    && mkdir /data && chown 10001:10001 /data && ln -s /opt/gantry/gantry /usr/local/bin/gantry
COPY gantry /opt/gantry/gantry
COPY deploy/healthcheck /opt/gantry/deploy/healthcheck
COPY jobs /opt/gantry/jobs
COPY --from=build /gantry/target/lib /opt/gantry/target/lib
COPY --from=build /gantry/target/gantry.jar /opt/gantry/target/gantry.jar
# The cache is of this very Java and of these files where they are, so it is made here. Without it all works, starts twice as slowly.
RUN /opt/gantry/gantry --warm-up

USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
ENV GANTRY_LOG=json
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["/opt/gantry/deploy/healthcheck"]
ENTRYPOINT ["/opt/gantry/gantry"]
# Reached from other machines, so GANTRY_TOKEN, or GANTRY_USER and GANTRY_PASSWORD, must be set.
CMD ["serve", "--port", "8080", "--address", "0.0.0.0"]
