// Finds mismatches between R2 and the database: objects without a row, and pictures without an object.

/**
 * Returns findings for `npm run db:check`. Deleted pictures keep their rows until their objects are removed.
 */
export async function pictureFindings(db, bucket) {
  const { results: pictures } = await db.prepare('SELECT id, state FROM pictures').all();
  const known = new Set(pictures.map(({ id }) => id));
  const absent = new Set(pictures.flatMap(({ id, state }) => (state === 'ready' ? id : [])));
  const findings = [];
  for (let page = { truncated: true }; page.truncated; ) {
    page = await bucket.list({ prefix: 'pictures/', cursor: page.cursor });
    for (const { key } of page.objects) {
      const [, id, size] = key.split('/');
      if (!known.has(id)) findings.push({ finding: 'object_without_picture', detail: key });
      if (size === 'original') absent.delete(id);
    }
  }
  return [
    ...findings,
    ...[...absent].map((id) => ({ finding: 'picture_without_object', detail: id })),
  ];
}
