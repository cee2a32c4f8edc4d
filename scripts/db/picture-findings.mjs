// Where R2 and the database do not agree about pictures: objects that no row knows of, and pictures without theirs.

async function keysOf(bucket) {
  const keys = [];
  for (let cursor; ; ) {
    const page = await bucket.list({ prefix: 'pictures/', ...(cursor && { cursor }) });
    keys.push(...page.objects.map(({ key }) => key));
    if (!page.truncated) return keys;
    cursor = page.cursor;
  }
}

/** Findings of `npm run db:check`; deleted pictures keep their rows until their objects are gone. */
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
