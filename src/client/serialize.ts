/** Rejects values that JSON would silently write as null. @throws TypeError */
function assertSendable(name: string, value: unknown): void {
  if (value instanceof Date && Number.isNaN(value.getTime())) {
    throw new TypeError(`${name} is not a valid date`);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`${name} cannot be ${value}`);
  }
}

/** Converts a query value to text. Dates become ISO 8601 in UTC. */
export function toText(name: string, value: unknown): string {
  assertSendable(name, value);
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Converts a body to JSON. Dates become ISO 8601 in UTC. */
export function toJson(body: unknown): string {
  return JSON.stringify(body, function (this: Record<string, unknown>, name, written) {
    // The serialized date is already text, so check the original value.
    assertSendable(name, this[name]);
    return written;
  });
}
