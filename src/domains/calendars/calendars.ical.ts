import ical, {
  ICalEventClass,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { BookingStatus } from '../../db/constants';
import { type Language, translate } from '../../i18n/messages';
import type { BookingEntry, BookOutEntry } from './calendars.feed.repository';
import { MAX_EVENTS } from './calendars.rules';

/** The library leaves in some control characters that RFC 5545 §3.3.11 forbids. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
const clean = (text: string) => text.replace(/\r\n?/g, '\n').replace(CONTROL, '');

/** Escapes a calendar's name, because the library does not. */
const escaped = (text: string) => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');

const STATUS: Record<BookingStatus, ICalEventStatus> = {
  requested: ICalEventStatus.TENTATIVE,
  option: ICalEventStatus.TENTATIVE,
  confirmed: ICalEventStatus.CONFIRMED,
  completed: ICalEventStatus.CONFIRMED,
  declined: ICalEventStatus.CANCELLED,
  released: ICalEventStatus.CANCELLED,
  expired: ICalEventStatus.CANCELLED,
  cancelled: ICalEventStatus.CANCELLED,
  no_show: ICalEventStatus.CANCELLED,
};

type Names = ReadonlyMap<string, string | null>;

interface Occurrence {
  id: string;
  start: number;
  end: number;
  changedAt: number;
}

/** UIDs never contain the host, because they must be the same wherever the feed is read. */
const common = ({ id, start, end, changedAt }: Occurrence) => ({
  id: `${id}@model-agency`,
  start: new Date(start),
  end: new Date(end),
  stamp: new Date(changedAt),
  lastModified: new Date(changedAt),
  class: ICalEventClass.PRIVATE,
});

function bookingEvent(entry: BookingEntry, names: Names, language: Language): ICalEventData {
  const { status, optionPosition, price, notes } = entry;
  const client = names.get(entry.clientId ?? '');
  const state = translate(`calendar.${status}`, language);
  const place = optionPosition === null ? '' : ` ${optionPosition}`;
  const lines = [
    client ? translate('calendar.client', language, { name: client }) : null,
    price === null ? null : translate('calendar.price', language, { price }),
    notes,
  ].filter(Boolean);
  return {
    ...common(entry),
    sequence: entry.version - 1,
    summary: clean(`${state}${place} · ${names.get(entry.modelId) ?? ''}`),
    status: STATUS[status],
    transparency:
      status === 'requested' || STATUS[status] === ICalEventStatus.CANCELLED
        ? ICalEventTransparency.TRANSPARENT
        : ICalEventTransparency.OPAQUE,
    ...(entry.location && { location: clean(entry.location) }),
    ...(lines.length > 0 && { description: clean(lines.join('\n')) }),
  };
}

const bookOutEvent = (entry: BookOutEntry, names: Names, language: Language): ICalEventData => ({
  ...common(entry),
  sequence: entry.isDeleted,
  summary: clean(
    `${translate('calendar.booked_out', language)} · ${names.get(entry.modelId) ?? ''}`,
  ),
  status: entry.isDeleted ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  transparency: entry.isDeleted ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
});

export interface Entries {
  bookings: BookingEntry[];
  bookOuts: BookOutEntry[];
  /** Names of models and clients by id. */
  names: Names;
}

/**
 * Renders the calendar as in RFC 5545 and RFC 7986, from the data alone. At most 1,000 events; the oldest are
 * dropped.
 */
export function writeCalendar(
  name: string,
  language: Language,
  { bookings, bookOuts, names }: Entries,
): string {
  const events = [
    ...bookings.map((entry) => ({ entry, event: bookingEvent(entry, names, language) })),
    ...bookOuts.map((entry) => ({ entry, event: bookOutEvent(entry, names, language) })),
  ];
  const newest = events
    .sort((a, b) => a.entry.start - b.entry.start || (a.entry.id < b.entry.id ? -1 : 1))
    .slice(-MAX_EVENTS);
  const calendar = ical({
    name: escaped(clean(name)),
    prodId: {
      company: 'Model Agency',
      product: 'Model Agency API',
      language: language.toUpperCase(),
    },
    ttl: 3600,
    events: newest.map(({ event }) => event),
  });
  return calendar.toString();
}
