// The pictures of a backup: a folder beside the SQL file with each original under its id. The database
// supplies the list, because wrangler cannot list a bucket. Smaller sizes are rendered again on request.
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** Concurrent downloads. Each runs its own wrangler. */
const AT_ONCE = 4;
const READY = "SELECT id, content_type, bytes FROM pictures WHERE state = 'ready' ORDER BY id";
const TABLE = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'pictures'";

/** Returns the folder of a backup's pictures. */
export const folderOf = (path) => `${path.replace(/\.sql$/, '')}.pictures`;

/** Returns the pictures in a database, with their keys and files; none if its schema predates pictures. */
async function readyPictures(db, folder) {
  if ((await db.prepare(TABLE).all()).results.length === 0) return [];
  const { results } = await db.prepare(READY).all();
  return results.map((row) => ({
    ...row,
    key: `pictures/${row.id}/original`,
    file: resolve(folder, row.id),
  }));
}

const isWhole = ({ file, bytes }) => existsSync(file) && statSync(file).size === bytes;

/** Prints how many pictures are there. Missing ones make the command fail. */
function report(all, missing, where, from) {
  console.log(`${all.length - missing.length} of ${all.length} pictures are ${where}.`);
  if (missing.length === 0) return;
  console.error(`Missing from ${from}: pictures ${missing.map(({ id }) => id).join(', ')}.`);
  process.exitCode = 1;
}

/**
 * Downloads pictures that are not in the folder yet. A picture's bytes never change, so one folder can serve
 * many backups.
 */
export async function savePictures({ db, pictures: store }, folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const all = await readyPictures(db, folder);
  const missing = [];
  const queue = all.filter((picture) => !isWhole(picture)).values();
  const work = async () => {
    for (const picture of queue) {
      const part = `${picture.file}.part`;
      if (await store.get(picture.key, part)) renameSync(part, picture.file);
      else missing.push(picture);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  report(all, missing, `in ${folder}`, 'the bucket');
}

/** Uploads a backup's pictures to the bucket, if there is a folder of them. */
export async function restorePictures({ db, pictures: store }, folder) {
  if (!existsSync(folder)) {
    console.error(`There is no ${folder}: the pictures in the bucket stay as they are.`);
    return;
  }
  const all = await readyPictures(db, folder);
  const whole = all.filter(isWhole);
  if (whole.length > 0) await store.putAll(whole, folder);
  const missing = all.filter((picture) => !whole.includes(picture));
  report(all, missing, 'restored', folder);
}
