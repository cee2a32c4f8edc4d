// npm run example [-- URL]: a story told through the client, against a server with the demo data.
import { importSource } from './dev/source.mjs';

const { ApiError, createClient } = await importSource('client/index.ts');
const url = process.argv[2] ?? 'http://localhost:8787';

const tell = (text) => console.log(text);
const won = (amount) => `${amount.toLocaleString('en')} KRW`;
const when = (iso) => iso.slice(0, 16).replace('T', ' ');

async function story() {
  const admin = createClient(url, { language: 'en' });
  await admin.login({ body: { username: 'admin', password: 'Admin123!' } });
  const suffix = Date.now().toString(36);
  const model = await admin.createModel({
    body: {
      name: `Yoon Seo ${suffix}`,
      description: 'Runway and lookbooks, at home in Seoul and Busan.',
      price_per_hour: 180_000,
      boards: ['women', 'commercial'],
    },
  });
  tell(`The agency takes on ${model.name} at ${won(model.price_per_hour)} an hour.`);

  const client = createClient(url, { language: 'en' });
  const body = { username: `guest-${suffix}`, password: 'Plum-Rain7!' };
  await client.register({
    body: { ...body, email: `${suffix}@example.com`, full_name: 'Lee Haru' },
  });
  await client.login({ body });
  tell(`A client signs up as ${body.username}.`);

  const { total, items } = await client.listModels({ query: { board: 'women', limit: 3 } });
  tell(
    `On the women's board are ${total} models, the newest: ${items.map(({ name }) => name).join(', ')}.`,
  );

  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const times = { start_time: `${day}T09:00:00+09:00`, end_time: `${day}T17:00:00+09:00` };
  const quote = await client.quoteBooking({ body: { model_id: model.model_id, ...times } });
  tell(
    `${when(times.start_time)} to 17:00 would be ${won(quote.total_price)}; free: ${quote.is_free}.`,
  );

  const booking = await client.createBooking({ body: { model_id: model.model_id, ...times } });
  const path = { booking_id: booking.booking_id };
  tell(`The client asks for it: ${booking.status}.`);
  tell(`The agency holds it: ${(await admin.optionBooking({ path })).status}.`);
  tell(`The agency confirms it: ${(await admin.confirmBooking({ path })).status}.`);

  const refused = await client
    .createBooking({ body: { model_id: model.model_id, ...times } })
    .catch((error) => error);
  if (!(refused instanceof ApiError)) throw new Error('a model was booked twice');
  const next = refused.problem.nearest_free[0];
  tell(`Somebody wants the same hours: ${refused.status} ${refused.code}, "${refused.message}"`);
  tell(`  The nearest time that is free starts at ${when(next.start_time)} UTC.`);

  await client.cancelBooking({ path, body: { reason: 'The campaign has moved' } });
  const events = [];
  for await (const { event } of client.each('listBookingEvents', { path })) events.push(event);
  tell(`Plans change. What happened to the booking: ${events.join(', ')}.`);

  await client.logout();
  await admin.deleteModel({ path: { model_id: model.model_id } });
  await admin.logout();
  tell('Everybody goes home.');
}

try {
  await story();
} catch (error) {
  const isDown = error instanceof TypeError && /fetch failed/.test(error.message);
  if (isDown)
    console.error(`Nothing answers at ${url}. npm run dev starts the API with demo data.`);
  else console.error(error instanceof ApiError ? (error.problem ?? error.message) : error);
  process.exit(1);
}
