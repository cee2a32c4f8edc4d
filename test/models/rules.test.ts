import { afterEach, describe, expect, it, vi } from 'vitest';
import { post, put } from '../helpers/api';
import { modelBody, newModel, newPerson } from '../helpers/data';

afterEach(() => vi.restoreAllMocks());

async function send(fields: Record<string, unknown>) {
  const { token } = await newPerson('admin');
  return post('/api/v1/models', modelBody(fields), { token });
}

describe('a date of birth', () => {
  it.each([
    ['1899-12-31', 422],
    ['1900-01-01', 200],
    ['2001-02-29', 422],
    ['2001-02-28', 200],
  ])('of %s is a %i', async (birth_date, status) => {
    const answer = await send({ birth_date });
    expect(answer.status).toBe(status);
    if (status === 422) expect(answer.body.errors).toMatchObject([{ field: 'birth_date' }]);
  });

  it('must be in the past in Seoul', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    // The last midnight in Seoul, because the token does not live until the next.
    const sinceMidnight = (Date.now() + 9 * 3_600_000) % 86_400_000;
    const midnight = Date.now() - sinceMidnight;
    const day = new Date(midnight - 1).toISOString().slice(0, 10);
    const set = async (now: number) => {
      vi.spyOn(Date, 'now').mockReturnValue(now);
      const { body } = await put(
        `/api/v1/models/${model_id}`,
        { birth_date: day, height_cm: 5 },
        { token: admin.token },
      );
      vi.restoreAllMocks();
      return body.errors.map(({ field }: { field: string }) => field);
    };
    expect(await set(midnight - 1)).toContain('birth_date');
    expect(await set(midnight)).not.toContain('birth_date');
  });
});

describe('lists of values', () => {
  it.each([
    ['languages', ['ko', 'en', 'ko']],
    ['languages', ['ko', ' ko ']],
    ['boards', ['women', 'women']],
  ])('reject duplicates: %s %j', async (field, values) => {
    const { status, body } = await send({ [field]: values });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ field, code: 'duplicates' }]);
  });
});

it('blank strings are null', async () => {
  const { status, body } = await send({ stage_name: '  ', based_in: '', notes_internal: ' ' });
  expect(status).toBe(200);
  expect(body).toMatchObject({ stage_name: null, based_in: null, notes_internal: null });
});
