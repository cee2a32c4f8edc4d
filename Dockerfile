# The Worker under workerd, for those without a Cloudflare account. workerd needs glibc: no Alpine.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build
# At run time, wrangler is the only tool needed: it includes workerd and its launcher.
RUN npm pkg set "dependencies.wrangler=$(node -p "require('./package.json').devDependencies.wrangler")" \
  && npm pkg delete devDependencies.wrangler \
  && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
# wrangler writes logs below HOME. Only /data and /tmp need to be writable.
ENV HOME=/tmp HOST=0.0.0.0 PORT=8787 DATA_DIR=/data
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/migrations ./migrations
COPY --from=build /app/scripts ./scripts
# For npm run admin:create, which applies the API's own rules.
COPY --from=build /app/src ./src
COPY --from=build /app/package.json /app/wrangler.toml ./
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/start.mjs"]
