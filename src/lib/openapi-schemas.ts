interface JsonSchema {
  type?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

const INT32 = 2 ** 31 - 1;

/** How long a text can be whose form says so. */
const LENGTHS: Record<string, number> = { date: 10, 'date-time': 64 };

/** What the document says of a schema beyond what zod does. */
export function refineSchema({ jsonSchema, io }: { jsonSchema: JsonSchema; io: string }): void {
  // Bounds of the safe integers say nothing to a reader.
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.type === 'integer') {
    jsonSchema.format = (jsonSchema.maximum ?? Infinity) <= INT32 ? 'int32' : 'int64';
  }
  const length = LENGTHS[jsonSchema.format ?? ''];
  if (io === 'input' && jsonSchema.type === 'string' && length) jsonSchema.maxLength ??= length;
}

interface Parameter {
  description?: string;
  schema?: { description?: string };
}

/** Puts what is said of a parameter where both pages look for it. */
export function liftDescriptions(paths: object): void {
  for (const methods of Object.values(paths) as Record<string, { parameters?: Parameter[] }>[]) {
    for (const parameter of Object.values(methods).flatMap(({ parameters = [] }) => parameters)) {
      const { description, ...schema } = parameter.schema ?? {};
      if (!description) continue;
      parameter.description = description;
      parameter.schema = schema;
    }
  }
}
