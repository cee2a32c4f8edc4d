export const DAY_MS = 86_400_000;

/** What a calendar shows: bookings that start so many days ago or ahead, this many at most. */
export const DAYS_BACK = 90;
export const DAYS_AHEAD = 400;
export const MAX_EVENTS = 1000;

/** How long what was cancelled or deleted is told as cancelled: several programs keep what merely vanishes. */
export const DAYS_CANCELLED = 30;

/** Calendars of an account; a trigger holds it. */
export const MAX_CALENDARS = 10;
