// The pictures of a backup: a folder beside the SQL file with each original under its id. The database
// supplies the list, because wrangler cannot list a bucket. Smaller sizes are rendered again on request.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { commandOf, wrangler } from '../deploy/wrangler.mjs';
import { root } from '../dev/local.mjs';

/** Concurrent downloads. Each runs its own wrangler. */
const AT_ONCE = 4;
const READY = "SELECT id, content_type, bytes FROM pictures WHERE state = 'ready' ORDER BY id";
const TABLE = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'pictures'";

const keyOf = (id) => `pictures/${id}/original`;

/** Returns the folder of a backup's pictures. */
export const folderOf = (path) => `${path.replace(/\.sql$/, '')}.pictures`;

/** Returns the pictures in a database; none if its schema predates pictures. */
export async function readyPictures(db) {
  if ((await db.prepare(TABLE).all()).results.length === 0) return [];
  return (await db.prepare(READY).all()).results;
}

/** Wraps a local bucket for the functions below. */
export const localPictures = (bucket) => ({
  async get(key, file) {
    const object = await bucket.get(key);
    if (object) writeFileSync(file, Buffer.from(await object.arrayBuffer()));
    return object !== null;
  },
  async putAll(pictures) {
    for (const { key, file, content_type } of pictures) {
      const httpMetadata = { contentType: content_type };
      await bucket.put(key, new Uint8Array(readFileSync(file)), { httpMetadata });
    }
  },
});

/** Wraps the bucket of a deployed environment, through wrangler. */
export async function remotePictures(env) {
  const { unstable_readConfig: readConfig } = await import('wrangler');
  const config = readConfig({ config: `${root}wrangler.toml`, env }, { hideWarnings: true });
  const [{ bucket_name: bucket }] = config.r2_buckets;
  const there = ['--remote', '--env', env];
  return {
    async get(key, file) {
      const args = ['r2', 'object', 'get', `${bucket}/${key}`, '--file', resolve(file), ...there];
      const [command, options] = commandOf(args);
      const failure = await promisify(execFile)(process.execPath, command, options).then(
        () => undefined,
        (error) => error,
      );
      if (failure && !/does not exist/.test(`${failure.stdout}${failure.stderr}`)) throw failure;
      return failure === undefined;
    },
    async putAll(pictures, folder) {
      const list = join(folder, 'upload.json');
      for (const type of new Set(pictures.map((one) => one.content_type))) {
        const some = pictures.filter((one) => one.content_type === type);
        writeFileSync(list, JSON.stringify(some.map(({ key, file }) => ({ key, file }))));
        const what = ['--filename', resolve(list), '--content-type', type, '--force'];
        wrangler(['r2', 'bulk', 'put', bucket, ...what, ...there], { show: true });
      }
    },
  };
}

const isWhole = (file, bytes) => existsSync(file) && statSync(file).size === bytes;

/**
 * Downloads pictures that are not in the folder yet. A picture's bytes never change, so one folder can serve
 * many backups.
 * @returns the ids of pictures missing from the bucket
 */
export async function savePictures(pictures, store, folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const missing = [];
  const queue = pictures.filter(({ id, bytes }) => !isWhole(join(folder, id), bytes)).values();
  const work = async () => {
    for (const { id } of queue) {
      const file = join(folder, id);
      if (await store.get(keyOf(id), `${file}.part`)) renameSync(`${file}.part`, file);
      else missing.push(id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return missing;
}

/**
 * Uploads a backup's pictures to a bucket.
 * @returns the ids of pictures missing from the folder or incomplete in it
 */
export async function restorePictures(pictures, store, folder) {
  const all = pictures.map((one) => ({
    ...one,
    key: keyOf(one.id),
    file: resolve(folder, one.id),
  }));
  const whole = all.filter(({ file, bytes }) => isWhole(file, bytes));
  if (whole.length > 0) await store.putAll(whole, folder);
  return all.filter((one) => !whole.includes(one)).map(({ id }) => id);
}
