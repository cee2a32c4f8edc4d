// Finds mismatches between R2 and the database: objects without a row, and pictures without an object.

async function keysOf(bucket) {
  const keys = [];
  for (let cursor; ; ) {
    const page = await bucket.list({ prefix: 'pictures/', ...(cursor && { cursor }) });
    keys.push(...page.objects.map(({ key }) => key));
    if (!page.truncated) return keys;
    cursor = page.cursor;
  }
}

/**
 * Returns findings for `npm run db:check`. Deleted pictures keep their rows until their objects are removed.
 */
export async function pictureFindings(db, bucket) {
  const keys = await keysOf(bucket);
  const { results } = await db.prepare('SELECT id, state FROM pictures').all();
  const known = new Set(results.map(({ id }) => id));
  const there = new Set(keys);
  return [
    ...keys
      .filter((key) => !known.has(key.split('/')[1]))
      .map((detail) => ({ finding: 'object_without_picture', detail })),
    ...results
      .filter(({ id, state }) => state === 'ready' && !there.has(`pictures/${id}/original`))
      .map(({ id: detail }) => ({ finding: 'picture_without_object', detail })),
  ];
}
