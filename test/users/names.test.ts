import { describe, expect, it } from 'vitest';
import { type Answer, get, post, put } from '../helpers/api';
import { accountBody, modelBody, newPerson, PASSWORD } from '../helpers/data';

const REGISTER = '/api/v1/auth/register';
const unique = () => crypto.randomUUID().slice(0, 8);
const signUp = (fields: object) => post(REGISTER, accountBody({ ...fields }));
const signIn = (username: string) => post('/api/v1/auth/login', { username, password: PASSWORD });
const told = ({ body }: Answer) =>
  body.errors.map(({ field, code }: Record<string, string>) => `${field} ${code}`);

describe('a username', () => {
  it.each(['kim.ha-neul_1', '김하늘', '김 하늘', 'Éléonore', '山田 花子', 'Мария', 'हिमांशु'])(
    'may be %s',
    async (name) => {
      const username = `${name} ${unique().replace(/[a-z]/g, '7')}`.slice(0, 50);
      const { status, body } = await signUp({ username });
      expect([status, body.username]).toEqual([200, username.normalize('NFC')]);
      expect((await signIn(username.toUpperCase())).status).toBe(200);
    },
  );

  it.each([
    ['an @', 'ha@neul', 'username_format'],
    ['a wide @', 'ha\uff20neul', 'username_format'],
    ['a small @', 'ha\ufe6bneul', 'username_format'],
    ['a sign', 'ha!neul', 'username_format'],
    ['an emoji', 'haneul🙂', 'username_format'],
    ['a number in a circle', 'haneul①', 'username_format'],
    ['an ideographic blank', 'ha\u3000neul', 'username_format'],
    ['Cyrillic among Latin', 'h\u0430neul', 'username_mixed'],
    ['Greek among Latin', 'han\u03b5ul', 'username_mixed'],
  ])('must not contain %s', async (_, username, code) => {
    expect(told(await signUp({ username }))).toEqual([`username ${code}`]);
    const [admin, person] = [await newPerson('admin'), await newPerson()];
    const edit = await put(`/api/v1/users/${person.id}`, { username }, admin);
    expect(told(edit)).toEqual([`username ${code}`]);
  });

  it('is trimmed the same way at sign-up and sign-in', async () => {
    const name = `Kim ${unique()}`;
    const padded = `  ${name}\u3000`;
    const { body } = await signUp({ username: padded });
    expect(body.username).toBe(name);
    const again = [name, padded, ` ${name.toUpperCase()} `, name.replace(' ', '  ')];
    for (const username of again) {
      expect((await signIn(username)).status).toBe(200);
      expect(told(await signUp({ username }))).toEqual(['username taken']);
    }
  });

  it('is trimmed in an email address as well', async () => {
    const email = `${unique()}@example.com`;
    const { body } = await signUp({ email: ` ${email} ` });
    expect(body.email).toBe(email);
    expect((await signIn(` ${email} `)).status).toBe(200);
  });
});

/** Invisible characters. */
const INVISIBLE: [string, string][] = [
  ['a zero-width blank', '\u200b'],
  ['a joiner', '\u200d'],
  ['a soft hyphen', '\u00ad'],
  ['a byte order mark within', '\ufeff'],
  ['a Hangul filler', '\u3164'],
  ['a half-width filler', '\uffa0'],
  ['a blank of Braille', '\u2800'],
  ['a tag', '\u{e0041}'],
  ['a turn to the left', '\u202e'],
  ['an isolate', '\u2066'],
  ['a variation selector', '\ufe0f'],
  ['a line separator', '\u2028'],
  ['a line break', '\n'],
  ['a control character', '\u0085'],
];

describe('a name', () => {
  it.each(INVISIBLE)('must not contain %s', async (_, character) => {
    const admin = await newPerson('admin');
    const name = `김${character}하늘`;
    const answers = [
      await signUp({ full_name: name }),
      await put('/api/v1/auth/me', { full_name: name }, admin),
      await post('/api/v1/models', modelBody({ name }), admin),
      await post('/api/v1/models', modelBody({ stage_name: name }), admin),
      await post('/api/v1/models', modelBody({ based_in: name }), admin),
      await get(`/api/v1/models?q=${encodeURIComponent(name)}`),
    ];
    for (const { status } of answers) expect(status).toBe(422);
    expect((await signUp({ username: `u${character}ser` })).status).toBe(422);
  });

  it.each(['\u3164\u3164', '\u2800\u2800\u2800', '\u200b\u200b', '   ', '\u00a0\u3000'])(
    'is not blank: %j',
    async (full_name) => {
      expect(told(await signUp({ full_name }))[0]).toMatch(/^full_name /);
    },
  );

  it.each(['하늘 👩🏽‍❤️‍👨', '1️⃣ 하늘', '🏳️‍🌈 팀', '👨‍👩‍👧‍👦 가족', '❤️ Ann'])(
    'may have a joined emoji: %s',
    async (full_name) => {
      const { status, body } = await signUp({ full_name });
      expect([status, body.full_name]).toEqual([200, full_name]);
    },
  );
});

describe('an age', () => {
  it.each([
    [17, 422],
    [18, 200],
    [null, 200],
  ])('of %s is %i, and is not stored', async (age, status) => {
    const answer = await signUp({ age });
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body).not.toHaveProperty('age');
    else expect(answer.body.error_message).toBe('18세 이상만 가입 가능합니다');
  });

  it.each([-1, 151, 1.5, '20'])('must not be %j', async (age) => {
    expect(told(await signUp({ age }))[0]).toMatch(/^age /);
  });
});
