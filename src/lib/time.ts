/** A half-open window, epoch milliseconds UTC. */
export interface Window {
  start: number;
  end: number;
}

/** ISO 8601 UTC with milliseconds and Z; null stays null. */
export function toIso(epochMs: number): string;
export function toIso(epochMs: number | null): string | null;
export function toIso(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}

/** A window as responses carry it. */
export function toWindowView({ start, end }: Window) {
  return { start_time: toIso(start), end_time: toIso(end) };
}

/** Windows merged where they overlap or touch, in order of start. */
export function mergeWindows(windows: readonly Window[]): Window[] {
  const merged: Window[] = [];
  for (const { start, end } of windows.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** What is left of `range` when the busy windows (merged, in order) are taken out. */
export function gapsBetween(range: Window, busy: readonly Window[]): Window[] {
  const gaps: Window[] = [];
  let from = range.start;
  for (const { start, end } of busy) {
    if (start > from) gaps.push({ start: from, end: Math.min(start, range.end) });
    from = Math.max(from, end);
  }
  if (from < range.end) gaps.push({ start: from, end: range.end });
  return gaps.filter((gap) => gap.end > gap.start);
}

/** The part of a window inside `range`; empty (end ≤ start) when they do not meet. */
export function clip(window: Window, range: Window): Window {
  return { start: Math.max(window.start, range.start), end: Math.min(window.end, range.end) };
}

/** Full years of age on the date of `now` in Seoul, the agency's place. */
export function ageInSeoul(birthDate: string, now: number): number {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(now);
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Whether the runtime knows this IANA time zone by name; offsets such as "+09:00" are no zones. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const localFormats = new Map<string, Intl.DateTimeFormat>();

function localFormat(timeZone: string): Intl.DateTimeFormat {
  const known = localFormats.get(timeZone);
  if (known) return known;
  // Swedish writes dates as ISO 8601 does.
  const options = { dateStyle: 'short', timeStyle: 'medium', timeZone } as const;
  const format = new Intl.DateTimeFormat('sv-SE', options);
  localFormats.set(timeZone, format);
  return format;
}

/** Milliseconds that a zone's wall clock is ahead of UTC at that moment. */
function offsetAt(epochMs: number, timeZone: string): number {
  const wall = localFormat(timeZone).format(epochMs).replace(' ', 'T');
  return Date.parse(`${wall}Z`) - Math.floor(epochMs / 1000) * 1000;
}

const DAY_MS = 86_400_000;
const MOST_OFFSETS = 10_000;

/** Offsets by zone and UTC day, where the day has but one: formatting is what is dear. */
const dayOffsets = new Map<string, number | undefined>();

function offsetOf(epochMs: number, timeZone: string): number {
  const day = Math.floor(epochMs / DAY_MS);
  const key = `${timeZone} ${day}`;
  if (!dayOffsets.has(key)) {
    if (dayOffsets.size >= MOST_OFFSETS) dayOffsets.clear();
    const [first, last] = [day * DAY_MS, (day + 1) * DAY_MS - 1000];
    const offset = offsetAt(first, timeZone);
    dayOffsets.set(key, offset === offsetAt(last, timeZone) ? offset : undefined);
  }
  return dayOffsets.get(key) ?? offsetAt(epochMs, timeZone);
}

/** The wall clock of a zone at that moment with its offset, as in 2026-12-01T09:00:00+09:00. */
export function toLocalIso(epochMs: number, timeZone: string): string {
  const offset = offsetOf(epochMs, timeZone);
  const wall = new Date(epochMs + offset).toISOString().slice(0, 19);
  const minutes = Math.abs(offset) / 60_000;
  const part = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${part(minutes / 60)}:${part(minutes % 60)}`;
}
