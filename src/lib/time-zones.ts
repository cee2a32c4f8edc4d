import { LRUCache } from 'lru-cache';

/**
 * Zones that IANA has renamed but the runtime knows only by their former name. The current name is stored.
 * Source: the `backward` file of the time zone database.
 */
const RENAMED: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** The runtime also knows names that IANA does not: `PST`, `JST`, `BST` (which is Dhaka), `SystemV/PST8`. */
const NOT_IANA =
  /^(SystemV\/|(?!(?:EST|MST|HST|UTC|GMT|UCT|CET|MET|EET|WET|ROC|ROK|PRC|NZ|GB)$)[A-Z]{2,3}$)/i;

/** The runtime's zones that are places or UTC. Excludes `Factory`, which is neither. */
const PLACES = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
const isFixed = (name: string) => /^Etc\/GMT[+-]\d{1,2}$/.test(name);

/**
 * Returns the canonical name of an IANA time zone: `Asia/Seoul` for `asia/seoul` and `ROK`, `Asia/Kolkata`
 * for `Asia/Calcutta`. Returns undefined for anything else, including offsets such as `+09:00`.
 */
export function canonicalTimeZone(name: string): string | undefined {
  if (PLACES.has(name)) return RENAMED[name] ?? name;
  if (!/^[A-Za-z]/.test(name) || NOT_IANA.test(name)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    if (!PLACES.has(timeZone) && !isFixed(timeZone)) return undefined;
    return RENAMED[timeZone] ?? timeZone;
  } catch {
    return undefined;
  }
}

/** Formats by zone. Each takes about 36 KB. */
const localFormats = new LRUCache<string, Intl.DateTimeFormat>({ max: 100 });

function localFormat(timeZone: string): Intl.DateTimeFormat {
  const known = localFormats.get(timeZone);
  if (known) return known;
  // Swedish writes dates as in ISO 8601.
  const options = { dateStyle: 'short', timeStyle: 'medium', timeZone } as const;
  const format = new Intl.DateTimeFormat('sv-SE', options);
  localFormats.set(timeZone, format);
  return format;
}

/** How far a zone's wall clock is ahead of UTC: in milliseconds, and as in ISO 8601. */
interface Offset {
  ms: number;
  text: string;
}

function offsetAt(epochMs: number, timeZone: string): Offset {
  const wall = localFormat(timeZone).format(epochMs).replace(' ', 'T');
  const ms = Date.parse(`${wall}Z`) - Math.floor(epochMs / 1000) * 1000;
  const hours = new Date(Math.abs(ms)).toISOString().slice(11, 16);
  return { ms, text: `${ms < 0 ? '-' : '+'}${hours}` };
}

const DAY_MS = 86_400_000;

/**
 * Offsets by zone and UTC day, because formatting is expensive. Days on which the offset changes have none.
 */
const dayOffsets = new LRUCache<string, Offset | 'changes'>({ max: 10_000 });

function offsetOf(epochMs: number, timeZone: string): Offset {
  const day = Math.floor(epochMs / DAY_MS);
  const key = `${timeZone} ${day}`;
  let offset = dayOffsets.get(key);
  if (offset === undefined) {
    const [first, last] = [day * DAY_MS, (day + 1) * DAY_MS - 1000];
    const atFirst = offsetAt(first, timeZone);
    offset = atFirst.ms === offsetAt(last, timeZone).ms ? atFirst : 'changes';
    dayOffsets.set(key, offset);
  }
  return offset === 'changes' ? offsetAt(epochMs, timeZone) : offset;
}

/** Returns a zone's local time with its offset, as in 2026-12-01T09:00:00+09:00. */
export function toLocalIso(epochMs: number, timeZone: string): string {
  const { ms, text } = offsetOf(epochMs, timeZone);
  return new Date(epochMs + ms).toISOString().slice(0, 19) + text;
}

/** Returns a zone's local time as if it were UTC. */
export const toWallClock = (epochMs: number, timeZone: string): number =>
  epochMs + offsetOf(epochMs, timeZone).ms;

/** Returns the instant of a zone's local time. In the hour skipped in spring, the result is an hour later. */
export function fromWallClock(wall: number, timeZone: string): number {
  const near = wall - offsetOf(wall, timeZone).ms;
  return wall - offsetOf(near, timeZone).ms;
}
