import { expect, it } from 'vitest';
import { del, get, post, put, refusal } from '../helpers/api';
import { newModel, stage } from '../helpers/data';
import { newPackage, newPicture, PACKAGES } from '../helpers/packages';

const HOUR = 3_600_000;

it('a package is rejected with all its errors at once, including times', async () => {
  const { admin, model_id } = await stage();
  const [start, end] = [2, 1].map((hours) => new Date(Date.now() + hours * HOUR).toISOString());
  const expires_at = new Date(Date.now() - HOUR).toISOString();
  const body = { title: 'x', items: [{ model_id }], start_time: start, end_time: end, expires_at };
  const { status, body: problem } = await post(PACKAGES, body, { token: admin.token });
  const fields = problem.errors.map(({ field }: { field: string }) => field);
  expect([status, fields.sort()]).toEqual([422, ['end_time', 'expires_at', 'title']]);
  // Half a window is not checked when the other half is malformed.
  const half = { ...body, title: '룩북', start_time: 'soon', expires_at: undefined };
  const { body: one } = await post(PACKAGES, half, { token: admin.token });
  expect(one.errors.map(({ field }: { field: string }) => field)).toEqual(['start_time']);
});

it('a refusal names a missing model before foreign pictures', async () => {
  const { admin, model_id } = await stage();
  const other = await newModel(admin);
  const foreign = await newPicture(admin.token, other.model_id, true);
  const gone = await newModel(admin);
  await del(`/api/v1/models/${gone.model_id}`, { token: admin.token });
  const { package_id } = await newPackage(admin, [model_id]);
  for (const absent of ['absent', gone.model_id]) {
    for (const picture_ids of [undefined, [foreign]]) {
      const items = [{ model_id, picture_ids }, { model_id: absent }];
      for (const answer of [
        await post(PACKAGES, { title: '룩북', items }, { token: admin.token }),
        await put(`${PACKAGES}/${package_id}`, { items }, { token: admin.token }),
      ]) {
        expect(refusal(answer)).toEqual([404, 'ModelNotFoundException']);
        expect(answer.body.error_message).toContain(absent);
      }
    }
  }
  const { body } = await get(`${PACKAGES}/${package_id}`, { token: admin.token });
  expect(body.items).toMatchObject([{ model_id }]);
});

it('a package accepts itself as read, even if a picture and a model have been deleted', async () => {
  const { admin, model_id } = await stage();
  const { token } = admin;
  const [kept, gone] = [
    await newPicture(token, model_id, true),
    await newPicture(token, model_id, false),
  ];
  const leaving = await newModel(admin);
  const items = [{ model_id, picture_ids: [gone, kept] }, { model_id: leaving.model_id }];
  const { package_id } = await newPackage(admin, [], { items });
  await del(`/api/v1/pictures/${gone}`, { token });
  await del(`/api/v1/models/${leaving.model_id}`, { token });
  const one = `${PACKAGES}/${package_id}`;
  const { body: read } = await get(one, { token });
  const answer = await put(one, { ...read, title: '새 제목' }, { token });
  expect([answer.status, answer.body.title]).toEqual([200, '새 제목']);
  expect(answer.body.items).toEqual(read.items);
  // A newly chosen picture must belong to the model.
  const [first] = read.items;
  const wrong = [{ ...first, picture_ids: [...first.picture_ids, 'absent'] }];
  expect((await put(one, { items: wrong }, { token })).status).toBe(422);
});
