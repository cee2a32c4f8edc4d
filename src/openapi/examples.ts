import type { Language } from '../i18n/messages';
import { EXAMPLE_TRANSLATIONS } from './example-translations';

const DAY = 86_400_000;
/** The day that examples are written for. */
const WRITTEN_FOR = Date.parse('2026-12-01');
/** How far ahead of today it is moved. */
const DAYS_AHEAD = 7;

const DATE = /^2026-1[12]-\d\d/;

/** Days to move examples by, so that their times lie ahead of today; none where it is not known. */
export const daysFrom = (today: number | undefined) =>
  today === undefined ? 0 : Math.floor(today / DAY) + DAYS_AHEAD - WRITTEN_FOR / DAY;

const moved = (date: string, days: number) =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** An example's value in a language, its dates moved. */
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

/** Puts a document's examples into its language and its dates ahead of today, in place. */
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

/** Takes the examples off schemas of bodies and answers that show them themselves, in place. */
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
