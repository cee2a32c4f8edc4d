import { describe, expect, it } from 'vitest';
import { bindings, call, del, get, post, put } from '../helpers/api';
import { changeBooking, eventOf, newCalendar, read } from '../helpers/calendars';
import { confirm, newBooking, newOption, newPerson, stage, window } from '../helpers/data';

describe('book-outs', () => {
  it('are shown without their reason, and as cancelled after deletion', async () => {
    const { admin, model_id } = await stage();
    const outs = `/api/v1/models/${model_id}/book-outs`;
    const { body } = await post(
      outs,
      { ...window(48, 72), reason: '비밀 여행' },
      { token: admin.token },
    );
    const { path } = await newCalendar(admin, { scope: 'model', model_id, language: 'en' });
    const before = await eventOf(path, body.book_out_id);
    expect(before).toMatchObject({ status: 'CONFIRMED', sequence: 0 });
    expect(before?.summary).toMatch(/^Booked out/);
    expect((await get(path)).text).not.toContain('비밀');
    await del(`${outs}/${body.book_out_id}`, { token: admin.token });
    const after = await eventOf(path, body.book_out_id);
    expect(after).toMatchObject({ status: 'CANCELLED', sequence: 1, uid: before?.uid });
    expect(after?.start).toEqual(before?.start);
    await bindings.DB.prepare('UPDATE deleted_book_outs SET deleted_at = ? WHERE id = ?')
      .bind(Date.now() - 30 * 86_400_000, body.book_out_id)
      .run();
    expect(await eventOf(path, body.book_out_id)).toBeUndefined();
  });
});

describe('the scope', () => {
  it('model shows nothing of clients, agency shows who and why, mine shows the price', async () => {
    const { admin, client, model_id } = await stage();
    // So late that the agency's calendar, which holds the latest 1,000, has room for it.
    const late = 24 * 300;
    const option = await newOption(admin, model_id, late, late + 4, client);
    const secret = '전화 010-9999-8888';
    await changeBooking(client.token, option.booking_id, {
      notes: secret,
      location: '성수 스튜디오',
    });
    await put('/api/v1/auth/me', { full_name: '박고객님' }, { token: client.token });
    const ofModel = await get((await newCalendar(admin, { scope: 'model', model_id })).path);
    const agency = await get((await newCalendar(admin, { scope: 'agency' })).path);
    const mine = await get((await newCalendar(client)).path);
    const unfolded = (text: string) => text.replaceAll('\r\n ', '');
    for (const word of [secret, '박고객님', client.email, client.username, '600,000', client.id]) {
      expect(unfolded(ofModel.text)).not.toContain(word);
    }
    expect(ofModel.text).toContain('LOCATION:성수 스튜디오');
    expect(unfolded(agency.text)).toContain(`고객: 박고객님\\n${secret}`);
    expect(unfolded(agency.text)).not.toContain('600\\,000');
    expect(unfolded(mine.text)).toContain(`금액: 600\\,000원\\n${secret}`);
  });
});

describe('the ETag', () => {
  it('follows the data: equal bytes and 304, then a new one after any change', async () => {
    const { admin, client, model_id } = await stage();
    const { path } = await newCalendar(client);
    const tags = new Set<string>();
    const seen = async () => {
      const [first, second] = [await read(path), await read(path)];
      expect(second.text).toBe(first.text);
      const etag = String(first.headers.get('etag'));
      expect(etag).toMatch(/^"[\w-]{43}"$/);
      const again = await get(path, { headers: { 'If-None-Match': etag } });
      expect([again.status, again.text]).toEqual([304, '']);
      expect(again.headers.get('cache-control')).toBe('private, max-age=300');
      tags.add(etag);
    };
    await seen();
    const { booking_id } = await newBooking(client, model_id, 0, 3);
    await seen();
    await changeBooking(client.token, booking_id, { notes: '메모' });
    await seen();
    await confirm(admin, booking_id);
    await seen();
    await del(`/api/v1/bookings/${booking_id}`, { token: client.token });
    await seen();
    expect(tags.size).toBe(5);
  });

  it('is returned for HEAD as for GET, without the body', async () => {
    const client = await newPerson();
    const { path } = await newCalendar(client);
    const [head, body] = [await call('HEAD', path), await get(path)];
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers.get('etag')).toBe(body.headers.get('etag'));
    expect(head.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  });
});
