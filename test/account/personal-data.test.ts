import { describe, expect, it } from 'vitest';
import { get, put } from '../helpers/api';
import { newModel, newPerson, signIn } from '../helpers/data';
import { someone } from '../helpers/someone';

const ME = '/api/v1/auth/me';

describe('an export', () => {
  it('has everything about the caller and nothing about anybody else', async () => {
    const { user, token, word, address, live, over } = await someone();
    const { status, body, headers } = await get(`${ME}/export`, { token });
    expect(status).toBe(200);
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="my-data.json"');
    expect(headers.get('Cache-Control')).toBe('private, no-store');
    expect(body.user).toMatchObject({ user_id: user.user_id, full_name: `바다 ${word}` });
    expect(body.sessions).toEqual([
      expect.objectContaining({ user_agent: `UA ${word}`, address, current: true }),
    ]);
    const [first, second] = body.bookings;
    expect([first.booking_id, second.booking_id]).toEqual([live.booking_id, over.booking_id]);
    expect(first).toMatchObject({ notes: `메모 ${word}`, status: 'confirmed' });
    const told = (events: { event: string }[]) => events.map(({ event }) => event);
    expect(told(first.events)).toEqual(['created', 'edited', 'confirmed']);
    expect(second.events.at(-1).detail).toEqual({ reason: `이유 ${word}` });
    const actions = body.activity.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(['user.created', 'session.failed', 'session.started', 'user.updated']);
    expect(JSON.stringify(body)).not.toMatch(/scrypt|password_hash/);
    const other = await newPerson();
    const theirs = await get(`${ME}/export`, { token: other.token });
    expect(theirs.text).not.toContain(word);
    expect(theirs.body.bookings).toEqual([]);
  });
});

describe('an export of somebody who was an admin', () => {
  it('has what they did, and nothing of those they did it to', async () => {
    const [admin, other, client] = [
      await newPerson('admin'),
      await newPerson('admin'),
      await newPerson(),
    ];
    await newModel(admin, { notes_internal: 'nobody’s business' });
    const details = { phone: '010-9876-1234', full_name: '남의 이름' };
    await put(`/api/v1/users/${client.id}`, details, { token: admin.token });
    await put(`/api/v1/users/${admin.id}`, { role: 'client' }, { token: other.token });
    const { access_token: token } = await signIn(admin.username);
    const { text, body } = await get(`${ME}/export`, { token });
    for (const foreign of ['nobody’s business', ...Object.values(details)])
      expect(text).not.toContain(foreign);
    const told = body.activity.map(({ action, changes }: { action: string; changes: unknown }) => [
      action,
      changes,
    ]);
    expect(told).toContainEqual(['model.created', null]);
    expect(told).toContainEqual(['user.updated', { role: { before: 'admin', after: 'client' } }]);
  });
});
