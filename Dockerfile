# The local hub and the command line, for machines without Node: docs/containers.md.
# scripts/check-container.mjs runs these steps in an empty folder where there is no Docker.

FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN node scripts/run.mjs build:image /app

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="nh" \
      org.opencontainers.image.description="A local notification hub that speaks the REST API of Azure Notification Hubs" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /app /app
# The database, the certificate and its private key. The rest of the file system can be read-only.
RUN install --directory --owner=node --group=node --mode=700 /data
USER node
ENV NODE_ENV=production NH_CONFIG_DIR=/data/config
VOLUME ["/data"]
EXPOSE 7447 7448
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:7447/_nh/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/bin.js"]
CMD ["hub", "start", "--host", "0.0.0.0", "--allow-host", "hub", "--data-dir", "/data/hub"]
