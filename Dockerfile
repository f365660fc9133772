# Builds Gantry, then keeps a Java runtime, the program and its jobs.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /gantry
COPY pom.xml .
COPY src/main src/main
RUN mvn --batch-mode --quiet -DskipTests package

FROM eclipse-temurin:25-jdk
# State, exports and config live in the working folder: mount a volume there.
WORKDIR /data
COPY --from=build /gantry/target/gantry.jar /opt/gantry/target/gantry.jar
COPY --from=build /gantry/target/lib /opt/gantry/target/lib
COPY gantry /opt/gantry/gantry
COPY jobs jobs
RUN useradd --create-home gantry && chown gantry /data && ln -s /opt/gantry/gantry /usr/local/bin/gantry
USER gantry
ENTRYPOINT ["gantry"]
CMD ["--help"]
