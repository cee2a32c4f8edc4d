import type { Language } from '../i18n/messages';
import { EXAMPLE_TRANSLATIONS } from './example-translations';

const DAY = 86_400_000;
/** The date for which the examples are written. */
const WRITTEN_FOR = Date.parse('2026-12-01');
/** Examples are moved to this many days after today. */
const DAYS_AHEAD = 7;

const DATE = /^2026-1[12]-\d\d/;

/** Returns the days by which to move examples so that their times are in the future; 0 without `today`. */
export const daysFrom = (today: number | undefined) =>
  today === undefined ? 0 : Math.floor(today / DAY) + DAYS_AHEAD - WRITTEN_FOR / DAY;

const moved = (date: string, days: number) =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** Translates an example and moves its dates. */
function adapted(value: unknown, language: Language, days: number): unknown {
  if (Array.isArray(value)) return value.map((one) => adapted(one, language, days));
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([key, one]) => [key, adapted(one, language, days)]);
    return Object.fromEntries(fields);
  }
  if (typeof value !== 'string') return value;
  if (DATE.test(value)) return value.replace(DATE, (date) => moved(date, days));
  return language === 'en' ? (EXAMPLE_TRANSLATIONS[value] ?? value) : value;
}

const KEYS = ['example', 'examples'];

/** Translates a document's examples and moves their dates into the future, in place. */
export function adaptExamples(document: object, language: Language, days: number): void {
  for (const [key, value] of Object.entries(document)) {
    if (KEYS.includes(key)) Object.assign(document, { [key]: adapted(value, language, days) });
    else if (typeof value === 'object' && value !== null) adaptExamples(value, language, days);
  }
}

interface Exemplified {
  schema?: { $ref?: string };
  example?: unknown;
}

interface Document {
  paths?: object;
  components?: { schemas?: Record<string, { examples?: unknown }> };
}

/** Removes examples from schemas whose bodies and responses have their own, in place. */
export function dropShownExamples(document: object): void {
  const { paths = {}, components } = document as Document;
  const schemas = components?.schemas ?? {};
  const walk = (node: Exemplified): void => {
    const shown = schemas[node.schema?.$ref?.split('/').at(-1) ?? ''];
    if (shown && node.example !== undefined) delete shown.examples;
    for (const [key, child] of Object.entries(node)) {
      if (typeof child === 'object' && child !== null && key !== 'example') walk(child);
    }
  };
  walk(paths);
}
