/** A half-open window in epoch milliseconds UTC. */
export interface Window {
  start: number;
  end: number;
}

/** Returns ISO 8601 UTC with milliseconds and Z; null stays null. */
export function toIso(epochMs: number): string;
export function toIso(epochMs: number | null): string | null;
export function toIso(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}

/** Renders a window for responses. */
export function toWindowView({ start, end }: Window) {
  return { start_time: toIso(start), end_time: toIso(end) };
}

/** Merges windows that overlap or touch, in order of start. */
export function mergeWindows(windows: readonly Window[]): Window[] {
  const merged: Window[] = [];
  for (const { start, end } of windows.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** Returns the parts of `range` outside the busy windows (merged, in order). */
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

/** Returns the part of a window inside `range`; empty (end ≤ start) if they do not overlap. */
export function clip(window: Window, range: Window): Window {
  return { start: Math.max(window.start, range.start), end: Math.min(window.end, range.end) };
}

/** Returns today's date in Seoul, where the agency is. Korea has had no daylight saving time since 1988. */
export const todayInSeoul = (now: number) =>
  new Date(now + 9 * 3_600_000).toISOString().slice(0, 10);

/** Returns the age in full years on the date of `now` in Seoul, where the agency is. */
export function ageInSeoul(birthDate: string, now: number): number {
  const today = todayInSeoul(now);
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
