import { describe, expect, it } from 'vitest';
import { bindings, del, get, post } from '../helpers/api';
import { changeBooking, eventOf, newCalendar, read } from '../helpers/calendars';
import {
  confirm,
  lapseOption,
  move,
  newBooking,
  newModel,
  newOption,
  newPerson,
  stage,
  window,
} from '../helpers/data';

const bytes = (line: string) => new TextEncoder().encode(line).length;

describe('a calendar feed', () => {
  it('limits lines to 75 octets, and an independent parser reads all of it', async () => {
    const { client, model_id } = await stage();
    const { booking_id } = await newBooking(client, model_id, 0, 3);
    const notes = `${'하늘바다'.repeat(25)} 👩‍👩‍👧‍👦🎉${'😀'.repeat(40)}; a, b\\c\n둘째 줄`;
    await changeBooking(client.token, booking_id, { notes, location: '서울; 강남구, 1층' });
    const { path } = await newCalendar(client);
    const { text, events, headers } = await read(path);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('inline; filename="calendar.ics"');
    expect(headers.get('cache-control')).toBe('private, max-age=300');
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.split('\r\n').filter((line) => bytes(line) > 75)).toEqual([]);
    expect(text).not.toContain('�');
    expect(events).toHaveLength(1);
    expect(events[0]?.description).toContain(notes);
    expect(events[0]?.location).toBe('서울; 강남구, 1층');
    expect(text).toContain('\r\nNAME:내 예약\r\n');
    expect(text).toContain('\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n');
    expect(text).not.toMatch(/^(SOURCE|URL)/m);
    expect(text).toContain('CLASS:PRIVATE');
  });

  it('lets no field inject a property or a control character', async () => {
    const { client, admin } = await stage();
    const name = '모델; 하나, 둘\\n';
    const { model_id } = await newModel(admin, { name });
    const { booking_id } = await newBooking(client, model_id, 0, 3);
    const notes = 'x\r\nBEGIN:VEVENT\r\nUID:evil\r\nEND:VEVENT\rSUMMARY:y';
    await changeBooking(client.token, booking_id, { notes });
    // A script may have stored what the API rejects.
    await bindings.DB.prepare(
      "UPDATE bookings SET location = 'a' || char(0, 7, 27, 8, 127) || 'b' WHERE id = ?",
    )
      .bind(booking_id)
      .run();
    const { text, events } = await read((await newCalendar(client)).path);
    expect(events).toHaveLength(1);
    expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(1);
    expect(events[0]?.summary).toBe(`요청 · ${name}`);
    expect(events[0]?.location).toBe('ab');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/);
    const ofModel = await newCalendar(admin, { scope: 'model', model_id });
    expect((await get(ofModel.path)).text).toContain('\r\nNAME:모델\\; 하나\\, 둘\\\\n\r\n');
  });

  it('follows a booking: one event, a rising sequence, and the released rival', async () => {
    const { admin, client, model_id } = await stage();
    const rival = await newPerson();
    const option = await newOption(admin, model_id, 0, 4, client);
    const second = await newOption(admin, model_id, 2, 6, rival);
    const [mine, agency] = [
      await newCalendar(client),
      await newCalendar(admin, { scope: 'agency' }),
    ];
    const before = await eventOf(mine.path, option.booking_id);
    expect(before).toMatchObject({ status: 'TENTATIVE', transparency: 'OPAQUE' });
    expect(before?.summary).toMatch(/^옵션 1 · /);
    expect((await eventOf(agency.path, second.booking_id))?.summary).toMatch(/^옵션 2 · /);
    await confirm(admin, option.booking_id);
    const after = await eventOf(mine.path, option.booking_id);
    expect(after).toMatchObject({ uid: before?.uid, status: 'CONFIRMED', transparency: 'OPAQUE' });
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? 99);
    for (const path of [agency.path, (await newCalendar(rival)).path]) {
      const released = await eventOf(path, second.booking_id);
      expect(released).toMatchObject({ status: 'CANCELLED', transparency: 'TRANSPARENT' });
      expect(released?.summary).toMatch(/^해제 · /);
    }
  });

  it('keeps the UID when rescheduled, while sequence and times change', async () => {
    const { client, model_id } = await stage();
    const { booking_id } = await newBooking(client, model_id, 0, 3);
    const { path } = await newCalendar(client);
    const before = await eventOf(path, booking_id);
    await changeBooking(client.token, booking_id, window(24, 28));
    const after = await eventOf(path, booking_id);
    expect(after?.uid).toBe(before?.uid);
    expect(after?.sequence).toBe((before?.sequence ?? 0) + 1);
    expect(after?.start.toISOString()).toBe(window(24, 28).start_time);
    expect(after?.end.toISOString()).toBe(window(24, 28).end_time);
  });

  it('shows requests to their owner only, even after they have ended', async () => {
    const { admin, client, model_id } = await stage();
    const request = await newBooking(client, model_id, 0, 3);
    const mine = await newCalendar(client);
    const others = [
      await newCalendar(admin, { scope: 'agency' }),
      await newCalendar(admin, { scope: 'model', model_id }),
    ];
    expect(await eventOf(mine.path, request.booking_id)).toMatchObject({
      status: 'TENTATIVE',
      transparency: 'TRANSPARENT',
    });
    for (const { path } of others) expect(await eventOf(path, request.booking_id)).toBeUndefined();
    await move(admin, request.booking_id, 'decline');
    expect(await eventOf(mine.path, request.booking_id)).toMatchObject({ status: 'CANCELLED' });
    for (const { path } of others) expect(await eventOf(path, request.booking_id)).toBeUndefined();
  });

  it('shows cancelled entries for 30 days, to the millisecond', async () => {
    const { client, model_id } = await stage();
    const { booking_id } = await newBooking(client, model_id, 0, 3);
    const { path } = await newCalendar(client);
    await del(`/api/v1/bookings/${booking_id}`, { token: client.token });
    expect(await eventOf(path, booking_id)).toMatchObject({ status: 'CANCELLED' });
    const age = (ms: number) =>
      bindings.DB.prepare('UPDATE bookings SET updated_at = ? WHERE id = ?')
        .bind(Date.now() - ms, booking_id)
        .run();
    await age(30 * 86_400_000 - 5000);
    expect(await eventOf(path, booking_id)).toBeDefined();
    await age(30 * 86_400_000);
    expect(await eventOf(path, booking_id)).toBeUndefined();
  });

  it('shows a lapsed option as the sweep will leave it', async () => {
    const { admin, client, model_id } = await stage();
    const option = await newOption(admin, model_id, 0, 4, client);
    const { path } = await newCalendar(client);
    const before = await read(path);
    await lapseOption(option.booking_id);
    const lapsed = Date.now() - 60_000;
    await bindings.DB.prepare('UPDATE bookings SET option_expires_at = ? WHERE id = ?')
      .bind(lapsed, option.booking_id)
      .run();
    const after = await read(path);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    const event = after.events[0];
    expect(event).toMatchObject({ status: 'CANCELLED', transparency: 'TRANSPARENT' });
    expect(event?.sequence).toBe((before.events[0]?.sequence ?? 99) + 1);
    expect(event?.stamp.getTime()).toBe(Math.floor(lapsed / 1000) * 1000);
    expect(event?.summary).toMatch(/^만료 · /);
  });

  it('has the right instants across daylight saving changes', async () => {
    const { client, model_id } = await stage();
    const year = new Date().getUTCFullYear() + (new Date().getUTCMonth() >= 9 ? 1 : 0);
    const march = new Date(Date.UTC(year, 2, 1));
    // The second Sunday of March at 02:00 in New York.
    const sunday = 8 + ((7 - march.getUTCDay()) % 7);
    const start = new Date(Date.UTC(year, 2, sunday, 4, 0)).toISOString();
    const end = new Date(Date.UTC(year, 2, sunday, 16, 0)).toISOString();
    const body = { model_id, start_time: start, end_time: end, timezone: 'America/New_York' };
    const { body: booking } = await post('/api/v1/bookings', body, { token: client.token });
    const event = await eventOf((await newCalendar(client)).path, booking.booking_id);
    expect([event?.start.toISOString(), event?.end.toISOString()]).toEqual([start, end]);
  });

  it('uses the language it was created in, whoever reads it', async () => {
    const { admin, client, model_id } = await stage();
    const option = await newOption(admin, model_id, 0, 4, client);
    const { path } = await newCalendar(client, { scope: 'mine', language: 'en' });
    const { text, headers } = await read(path, { headers: { 'Accept-Language': 'ko' } });
    expect(text).toContain(`SUMMARY:Option 1 · ${option.model_name}`);
    expect(text).toContain('NAME:My bookings');
    expect(headers.get('content-language')).toBeNull();
  });
});
