import ICAL from 'ical.js';
import { expect } from 'vitest';
import { del, get, type Options, post, put } from './api';
import { newPerson, type Person } from './data';

export const CALENDARS = '/api/v1/calendars';

/** Creates a calendar. Its path is where the feed is read. */
export async function newCalendar(person: Person, body: object = { scope: 'mine' }) {
  const answer = await post(CALENDARS, body, { token: person.token });
  expect(answer.status, answer.text).toBe(200);
  return { ...answer.body, path: new URL(answer.body.url).pathname } as {
    calendar_id: string;
    url: string;
    path: string;
  };
}

export interface Event {
  uid: string;
  summary: string;
  status: string;
  sequence: number;
  transparency: string;
  start: Date;
  end: Date;
  stamp: Date;
  description: string | null;
  location: string | null;
}

/** Parses a feed with an independent parser. */
export function parse(text: string): Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const value = (name: string) => component.getFirstPropertyValue(name);
    const time = (name: string) => (value(name) as ICAL.Time).toJSDate();
    return {
      uid: String(value('uid')),
      summary: String(value('summary')),
      status: String(value('status')),
      sequence: Number(value('sequence') ?? 0),
      transparency: String(value('transp')),
      start: time('dtstart'),
      end: time('dtend'),
      stamp: time('dtstamp'),
      description: value('description') as string | null,
      location: value('location') as string | null,
    };
  });
}

/** Reads a feed and its events. */
export async function read(path: string, options: Options = {}) {
  const answer = await get(path, options);
  expect(answer.status, answer.text).toBe(200);
  return { ...answer, events: parse(answer.text) };
}

/** Returns the event of a booking or a book-out. */
export async function eventOf(path: string, id: string, options: Options = {}) {
  const { events } = await read(path, options);
  return events.find(({ uid }) => uid === `${id}@model-agency`);
}

/** Returns the path of a deleted calendar: its token is well-formed but unknown. */
export async function deletedCalendarPath() {
  const client = await newPerson();
  const { path, calendar_id } = await newCalendar(client);
  await del(`${CALENDARS}/${calendar_id}`, { token: client.token });
  return path;
}

export async function changeBooking(token: string, bookingId: string, body: object) {
  const answer = await put(`/api/v1/bookings/${bookingId}`, body, { token });
  expect(answer.status, answer.text).toBe(200);
}
