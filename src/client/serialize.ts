/** JSON would write null for these, which means something else. @throws TypeError */
function assertSendable(name: string, value: unknown): void {
  if (value instanceof Date && Number.isNaN(value.getTime())) {
    throw new TypeError(`${name} is not a valid date`);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`${name} cannot be ${value}`);
  }
}

/** A value of a query as text: a date as ISO 8601 in UTC. */
export function toText(name: string, value: unknown): string {
  assertSendable(name, value);
  return value instanceof Date ? value.toISOString() : String(value);
}

/** A body as JSON, dates as ISO 8601 in UTC. */
export function toJson(body: unknown): string {
  return JSON.stringify(body, function (this: Record<string, unknown>, name, written) {
    // What is written of a date is text already.
    assertSendable(name, this[name]);
    return written;
  });
}
