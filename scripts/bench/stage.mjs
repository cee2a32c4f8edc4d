// The two servers of the benchmark in one workerd, and the data they share.
import { execFileSync } from 'node:child_process';
import { randomBytes, scryptSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { root } from '../local.mjs';
import { migrate } from '../local-db.mjs';

const SETTINGS = {
  APP_ENV: 'test',
  SECRET_KEY: randomBytes(32).toString('base64url'),
  LOG_LEVEL: 'silent',
};

const PASSWORD = 'Bench-Rain7!';

function hash() {
  const salt = randomBytes(16);
  const key = scryptSync(PASSWORD, salt, 32, { N: 2 ** 15, r: 8, p: 3, maxmem: 65 * 1024 * 1024 });
  const encode = (bytes) => bytes.toString('base64').replace(/=+$/, '');
  return `$scrypt$ln=15,r=8,p=3$${encode(salt)}$${encode(key)}`;
}

const NUMBERS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)';

/** 2,000 accounts, 10,000 models, 20,000 requested bookings. */
async function fill(db) {
  const run = (sql, ...values) =>
    db
      .prepare(sql)
      .bind(...values)
      .run();
  await run(
    `${NUMBERS} INSERT INTO users (id, username, username_key, email, email_key, password_hash, full_name, created_at, updated_at)
     SELECT 'user-' || i, 'user' || i, 'user' || i, 'user' || i || '@example.com', 'user' || i || '@example.com', ?2, '김하늘', 1700000000000 + i, 1700000000000 + i FROM n`,
    2000,
    hash(),
  );
  await run(
    `${NUMBERS} INSERT INTO models (id, name, description, price_per_hour, gender, boards, height_cm, created_at, updated_at)
     SELECT 'model-' || i, '모델 ' || i, '런웨이와 룩북 경험이 풍부한 패션 모델입니다.', 10000 + (i * 7919 % 400) * 1000, 'female', '["women","commercial"]', 150 + i * 31 % 50, 1700000000000 + i, 1700000000000 + i FROM n`,
    10_000,
  );
  await run(
    `${NUMBERS} INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, created_at, updated_at)
     SELECT 'booking-' || i, 'model-' || (1 + i % 10000), 'user-' || (1 + i % 200), 1700000000000 + i * 60000, 1700003600000 + i * 60000, 150000, 150000, 1700000000000 + i, 1700000000000 + i FROM n`,
    20_000,
  );
}

/** Builds the Worker as it is deployed; tells its size. */
function build() {
  const wrangler = `${root}node_modules/wrangler/bin/wrangler.js`;
  const args = [wrangler, 'deploy', '--env=', '--dry-run', '--minify', '--outdir', 'dist/bench'];
  const report = execFileSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, WRANGLER_LOG: 'log' },
  }).toString();
  return /gzip: ([\d.]+ KiB)/.exec(report)?.[1];
}

/** Starts both servers: `{ api, floor, size, token, password, stop }`, each with its own port. */
export async function setStage() {
  const size = build();
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const shared = {
    modules: true,
    compatibilityDate: '2026-04-20',
    compatibilityFlags: ['nodejs_compat'],
    d1Databases: { DB: 'bench' },
    kvNamespaces: { CACHE: 'bench' },
    bindings: SETTINGS,
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
  };
  const script = (name, path) => ({ ...shared, name, script: readFileSync(path, 'utf8') });
  const miniflare = new Miniflare({
    d1Persist: `${folder}/d1`,
    kvPersist: `${folder}/kv`,
    workers: [
      script('api', `${root}dist/bench/index.js`),
      script('floor', `${root}scripts/bench/floor.mjs`),
    ],
  });
  const db = await miniflare.getD1Database('DB', 'api');
  await migrate(db);
  await fill(db);
  const urlOf = async (name) => String(await miniflare.unsafeGetDirectURL(name)).replace(/\/$/, '');
  const stop = async () => {
    await miniflare.dispose();
    rmSync(folder, { recursive: true, force: true });
  };
  return { api: await urlOf('api'), floor: await urlOf('floor'), size, password: PASSWORD, stop };
}
