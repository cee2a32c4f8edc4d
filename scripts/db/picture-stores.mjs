// Buckets of pictures' originals, as backups use them: `get` writes an object to a file and returns whether it
// exists, `putAll` uploads files.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { commandOf, wrangler } from '../deploy/wrangler.mjs';

/** Wraps a local bucket. */
export const localPictures = (bucket) => ({
  async get(key, file) {
    const object = await bucket.get(key);
    if (object) writeFileSync(file, Buffer.from(await object.arrayBuffer()));
    return object !== null;
  },
  async putAll(pictures) {
    for (const { key, file, content_type: contentType } of pictures) {
      await bucket.put(key, new Uint8Array(readFileSync(file)), { httpMetadata: { contentType } });
    }
  },
});

/** Wraps the bucket of a deployed environment, through wrangler. */
export function remotePictures(bucket, env) {
  const there = ['--remote', '--env', env];
  return {
    async get(key, file) {
      const args = ['r2', 'object', 'get', `${bucket}/${key}`, '--file', resolve(file), ...there];
      try {
        await promisify(execFile)(process.execPath, ...commandOf(args));
        return true;
      } catch (error) {
        if (/does not exist/.test(`${error.stdout}${error.stderr}`)) return false;
        throw error;
      }
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
