import { del, post, put } from './api';
import { newCalendar } from './calendars';
import { accountBody, confirm, newBooking, newModel, newPerson, PASSWORD } from './data';
import { newPackage, pick } from './packages';

/** Creates a person with data in every possible place. */
export async function personWithTraces() {
  const admin = await newPerson('admin');
  const word = crypto.randomUUID().slice(0, 8);
  const address = `203.0.113.${100 + Math.floor(Math.random() * 99)}`;
  const digits = String(crypto.getRandomValues(new Uint32Array(1))[0])
    .padStart(8, '0')
    .slice(-8);
  const phone = `010-${digits.slice(0, 4)}-${digits.slice(4)}`;
  const headers = {
    'CF-Connecting-IP': address,
    'Idempotency-Key': word,
    'User-Agent': `UA ${word}`,
  };
  const account = accountBody({
    username: `name-${word}`,
    email: `${word}@example.com`,
    full_name: `하늘 ${word}`,
    phone,
  });
  const { body: user } = await post('/api/v1/auth/register', account, { headers });
  await post('/api/v1/auth/login', { username: account.username, password: 'x' }, { headers });
  const { body } = await post(
    '/api/v1/auth/login',
    { username: account.username, password: PASSWORD },
    { headers },
  );
  const token: string = body.access_token;
  const { model_id } = await newModel(admin);
  const person = { ...admin, token };
  const live = await newBooking(person, model_id, 0, 2);
  await put(
    `/api/v1/bookings/${live.booking_id}`,
    { notes: `메모 ${word}`, location: word },
    { token },
  );
  await confirm(admin, live.booking_id);
  const over = await newBooking(person, model_id, 9, 12);
  await del(`/api/v1/bookings/${over.booking_id}`, { token, body: { reason: `이유 ${word}` } });
  await put(`/api/v1/users/${user.user_id}`, { full_name: `바다 ${word}` }, { token: admin.token });
  const calendar = await newCalendar(person);
  const shared = await newPackage(admin, [model_id], {
    user_id: user.user_id,
    message: `안녕 ${word}`,
    client_name: `고객 ${word}`,
  });
  await pick(shared.path, model_id, { verdict: 'yes', comment: `의견 ${word}` });
  return { calendar, shared, admin, user, token, word, address, live, over };
}
