export const DAY_MS = 86_400_000;

/** A calendar shows bookings that start within these days back or ahead, up to this many. */
export const DAYS_BACK = 90;
export const DAYS_AHEAD = 400;
export const MAX_EVENTS = 1000;

/**
 * Cancelled or deleted entries are shown as cancelled for this many days, because several programs keep
 * entries that simply vanish.
 */
export const DAYS_CANCELLED = 30;

/** The most calendars of an account. A trigger enforces it. */
export const MAX_CALENDARS = 10;
