const encoder = new TextEncoder();

/** Serializes a value as JSON in UTF-8. */
export const encodeJson = (value: object) =>
  encoder.encode(JSON.stringify(value)) as Uint8Array<ArrayBuffer>;
