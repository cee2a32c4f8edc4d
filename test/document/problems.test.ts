import { describe, expect, it } from 'vitest';
import { type Answer, get, post, put } from '../helpers/api';
import {
  accountBody,
  at,
  newBooking,
  newModel,
  newPerson,
  PASSWORD,
  stage,
  window,
} from '../helpers/data';

const REGISTER = '/api/v1/auth/register';
const english = { 'Accept-Language': 'en' };

const told = ({ body }: Answer) =>
  body.errors.map(({ field, code }: Record<string, string>) => `${field} ${code}`);

const yearsAgo = (years: number) => `${new Date().getFullYear() - years}-01-01`;

describe('all problems of a request', () => {
  it('are reported together: shape, unknown fields, rules, password and duplicates', async () => {
    const { username, email } = await newPerson();
    const answer = await post(REGISTER, {
      username: username.toUpperCase(),
      email,
      password: 'short',
      birth_date: yearsAgo(15),
      phone: '1234',
      nickname: 'x',
    });
    expect(answer.status).toBe(422);
    expect(told(answer)).toEqual([
      'email taken',
      'username taken',
      'birth_date underage',
      'full_name invalid_type',
      'phone invalid_format',
      'nickname unrecognized_keys',
      'password password_min',
    ]);
    expect(answer.body).toMatchObject({
      error_message: '이미 존재하는 이메일입니다',
      errors_total: 7,
    });
  });

  it('are three for three errors', async () => {
    const { username } = await newPerson();
    const body = accountBody({ username, password: 'short', birth_date: yearsAgo(15) });
    expect(told(await post(REGISTER, body))).toEqual([
      'username taken',
      'birth_date underage',
      'password password_min',
    ]);
  });

  it('of an edit include taken names', async () => {
    const [admin, person, other] = [await newPerson('admin'), await newPerson(), await newPerson()];
    const body = { email: other.email, full_name: 'x' };
    const answers = [
      await put('/api/v1/auth/me', body, person),
      await put(`/api/v1/users/${person.id}`, body, admin),
    ];
    for (const answer of answers) {
      expect(told(answer)).toEqual(['email taken', 'full_name too_small']);
    }
    const own = await put('/api/v1/auth/me', { email: person.email, full_name: 'x' }, person);
    expect(told(own)).toEqual(['full_name too_small']);
  });

  it('of new times are reported with those of other fields, and both times together', async () => {
    const { client, model_id } = await stage();
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const path = `/api/v1/bookings/${booking_id}`;
    const now = Date.now();
    const iso = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
    const times = { start_time: iso(-2), end_time: iso(-3) };
    const wrongTimes = ['end_time end_before_start', 'start_time too_soon'];
    expect(told(await put(path, times, client))).toEqual(wrongTimes);
    const more = await put(path, { ...times, notes: 5, nickname: 'x' }, client);
    expect(told(more).sort()).toEqual(
      [...wrongTimes, 'notes invalid_type', 'nickname unrecognized_keys'].sort(),
    );
    // Errors of the request itself come first, and its start reveals nothing about another's booking.
    const other = await newPerson();
    expect(told(await put(path, times, other))).toEqual(['end_time end_before_start']);
    const start_time = iso(-2);
    expect((await put(path, { start_time, end_time: iso(1) }, other)).status).toBe(404);
  });

  it('with a new password are reported without checking the current one', async () => {
    const { token } = await newPerson();
    const change = (body: object) => post('/api/v1/auth/password', body, { token });
    const wrong = { current_password: 'Wrong-Pass1!', new_password: 'short' };
    for (let n = 0; n < 7; n += 1) {
      const answer = await change({ ...wrong, nickname: n });
      expect(told(answer)).toEqual(['nickname unrecognized_keys', 'new_password password_min']);
    }
    expect(told(await change(wrong))).toEqual(['new_password password_min']);
    // None of them has counted as an attempt.
    const right = { current_password: PASSWORD, new_password: 'Pear-Snow8?' };
    expect((await change(right)).status).toBe(200);
  });

  it('include rules between fields if another field is wrong', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const path = `/api/v1/models/${model_id}`;
    const { start_time, end_time } = window(2, 1);
    const answers = [
      await get('/api/v1/models?limit=x&min_price=2&max_price=1'),
      await get(`/api/v1/models?free_from=x&free_to=${at(0)}`),
      await get(`${path}/availability?from=${at(1)}&to=${at(0)}&x=1`, admin),
      await post(`${path}/book-outs`, { start_time, end_time, reason: 'x'.repeat(201) }, admin),
    ];
    expect(answers.map(told)).toEqual([
      ['limit invalid_format', 'max_price range_order'],
      ['free_from invalid'],
      ['x unrecognized_keys', 'to end_before_start'],
      ['reason too_big', 'end_time end_before_start'],
    ]);
  });
});

describe('a booking', () => {
  it('reports the rules that its times break with everything else', async () => {
    const { token } = await newPerson();
    const times = { start_time: at(-24 * 30), end_time: at(-24 * 30) };
    const one = await post('/api/v1/bookings', { ...times, nickname: 'x' }, { token });
    const wrong = [
      'model_id invalid_type',
      'nickname unrecognized_keys',
      'end_time end_before_start',
      'start_time too_soon',
    ];
    expect(told(one)).toEqual(wrong);
    expect(
      told(await post('/api/v1/bookings/quote', { ...times, nickname: 'x' }, { token })),
    ).toEqual(wrong);
    const items = [{ model_id: 'x', ...times }, 'none', { model_id: 5, ...window(0, 1) }];
    expect(told(await post('/api/v1/bookings/batch', { items }, { token }))).toEqual([
      'items.1 invalid_type',
      'items.2.model_id invalid_type',
      'items.0.end_time end_before_start',
      'items.0.start_time too_soon',
    ]);
  });
});

describe('the summary of several problems', () => {
  it.each([
    [{}, '필수 항목을 입력해 주세요', 'Fill in this required field'],
    [{ x: 1 }, '필수 항목을 입력해 주세요 외 1건', 'Fill in this required field and 1 more'],
  ])('gives the number of further ones: %j', async (extra, korean, inEnglish) => {
    const { full_name: _, ...body } = accountBody(extra);
    const [ko, en] = [await post(REGISTER, body), await post(REGISTER, body, { headers: english })];
    expect([ko.body.error_message, en.body.error_message]).toEqual([korean, inEnglish]);
  });

  it('counts all of them and lists fifty', async () => {
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`x${n}`, n]));
    const { body } = await post(REGISTER, accountBody(many), { headers: english });
    expect([body.errors.length, body.errors_total]).toEqual([50, 80]);
    expect(body.error_message).toBe('This field is not supported: x0 and 79 more');
  });
});
