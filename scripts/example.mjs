// npm run example [-- URL]: tells the story of one booking through the client, against a server with the demo
// data.
import ICAL from 'ical.js';
import { drawPicture } from './db/demo-pictures.mjs';
import { startReceiver } from './dev/receiver.mjs';
import { importSource } from './dev/source.mjs';

const { ApiError, createClient } = await importSource('client/index.ts');
const url = process.argv[2] ?? 'http://localhost:8787';

let step = 0;
/** Prints one step: its number, the actor and the result. Further lines of a step have no actor. */
const tell = (who, text) =>
  console.log(`${who ? String(++step).padStart(3) : '   '}  ${who.padEnd(8)} ${text}`);
const won = (amount) => `${amount.toLocaleString('en')} KRW`;
// Swedish writes dates as in ISO 8601.
const when = (iso) => new Date(iso).toLocaleString('sv', { timeZone: 'Asia/Seoul' }).slice(0, 16);

/** Returns a calendar's events as a calendar program reads them. Its URL needs no account. */
async function eventsOf(address) {
  const text = await (await fetch(new URL(new URL(address).pathname, url))).text();
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  const value = (event, name) => event.getFirstPropertyValue(name);
  return events.map((event) => `${value(event, 'summary')} (${value(event, 'status')})`).join(', ');
}

/** How long a delivery may take. Without a queue, it waits for the cron, which runs every minute. */
const PATIENCE_MS = 70_000;

/**
 * Subscribes a local receiver that records the event types it gets; returns undefined for a remote API, which
 * calls public addresses only.
 */
async function subscribe(admin) {
  if (!['localhost', '127.0.0.1'].includes(new URL(url).hostname)) return undefined;
  const types = [];
  const receiver = await startReceiver(({ type }) => types.push(type));
  const events = ['booking.option', 'booking.confirmed', 'booking.cancelled'];
  const made = await admin.createWebhook({ body: { url: receiver.url, events } });
  receiver.trust(made.secret);
  return {
    url: receiver.url,
    /** Waits until all deliveries have arrived, then removes the webhook. */
    async end() {
      const end = Date.now() + PATIENCE_MS;
      while (!events.every((type) => types.includes(type))) {
        if (Date.now() > end) throw new Error(`the webhook received only ${types}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      receiver.stop();
      await admin.deleteWebhook({ path: { webhook_id: made.webhook_id } });
      return types;
    },
  };
}

async function story() {
  console.log(`The story of one booking, told through the client against ${url}\n`);
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
  tell('Agency', `adds the model ${model.name} at ${won(model.price_per_hour)} an hour`);

  const portrait = new Blob([drawPicture(model.name, 0).bytes], { type: 'image/png' });
  const picture = await admin.uploadPicture({
    path: { model_id: model.model_id },
    query: { is_public: true, alt: 'A drawing for this story' },
    body: portrait,
  });
  const thumbnail = await fetch(new URL(picture.urls['320'], url));
  const { size, type } = await thumbnail.blob();
  tell('Agency', `uploads a picture of ${picture.width} × ${picture.height} pixels, now the cover`);
  tell('', `  Everybody gets it 320 pixels wide: ${type}, ${size} bytes.`);

  const hook = await subscribe(admin);
  if (hook) tell('ERP', `listens at ${hook.url} for webhooks, as a program of the agency`);

  const client = createClient(url, { language: 'en' });
  const body = { username: `guest-${suffix}`, password: 'Plum-Rain7!' };
  await client.register({
    body: { ...body, email: `${suffix}@example.com`, full_name: 'Lee Haru' },
  });
  await client.login({ body });
  tell('Client', `signs up as ${body.username} and signs in`);

  const { total, items } = await client.listModels({ query: { board: 'women', limit: 3 } });
  tell('Client', `finds ${total} models on the women's board, the newest of them:`);
  for (const { name, price_per_hour } of items)
    tell('', `  ${name}, ${won(price_per_hour)} an hour`);

  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const times = { start_time: `${day}T09:00:00+09:00`, end_time: `${day}T17:00:00+09:00` };
  const quote = await client.quoteBooking({ body: { model_id: model.model_id, ...times } });
  const hours = `${when(times.start_time)} to ${when(times.end_time).slice(11)} in Seoul`;
  const state = quote.is_free ? 'free' : 'taken';
  tell('Client', `asks for a quote for ${hours}: ${won(quote.total_price)}, ${state}`);

  const booking = await client.createBooking({ body: { model_id: model.model_id, ...times } });
  const path = { booking_id: booking.booking_id };
  tell('Client', `requests the booking  → ${booking.status}`);
  tell('Agency', `gives it an option    → ${(await admin.optionBooking({ path })).status}`);
  tell('Agency', `confirms it           → ${(await admin.confirmBooking({ path })).status}`);

  const { url: calendar } = await client.createCalendar({ body: { scope: 'mine' } });
  tell('Client', `subscribes to the calendar of these bookings: ${await eventsOf(calendar)}`);

  const rival = createClient(url, { language: 'en' });
  await rival.login({ body: { username: 'client', password: 'Client123!' } });
  const refused = await rival
    .createBooking({ body: { model_id: model.model_id, ...times } })
    .catch((error) => error);
  if (!(refused instanceof ApiError)) throw new Error('a model was booked twice');
  const next = refused.problem.nearest_free[0];
  tell('Rival', `requests the same hours → ${refused.status} ${refused.code}`);
  tell('', `  "${refused.message}"`);
  tell('', `  The next free time starts at ${when(next.start_time)} in Seoul.`);

  const ids = new Set([model, ...items].map(({ model_id }) => model_id));
  const shortlist = await admin.createPackage({
    body: {
      title: 'Spring lookbook',
      items: [...ids].map((model_id) => ({ model_id })),
      ...times,
    },
  });
  tell('Agency', `sends a link to a shortlist of ${shortlist.items.length}: ${shortlist.url}`);
  const link = { token: new URL(shortlist.url).pathname.split('/').at(-1) };
  const nobody = createClient(url, { language: 'en' });
  const shown = await nobody.viewSharedPackage({ path: link });
  for (const { model: one, is_free: isFree } of shown.items)
    tell('', `  ${one.name} is ${isFree ? 'free' : 'not free'} then.`);
  const first = shown.items.find(({ is_free: isFree }) => isFree) ?? shown.items[0];
  const answer = { verdict: 'yes', comment: 'Just right' };
  const pickPath = { ...link, model_id: first.model.model_id };
  await nobody.pickFromPackage({ path: pickPath, body: answer });
  tell('Client', `opens it without an account and says ${answer.verdict} to ${first.model.name}`);
  const where = { path: { package_id: shortlist.package_id } };
  const answers = (await admin.getPackage(where)).items;
  const picked = answers.find(({ model_id }) => model_id === first.model.model_id);
  tell(
    'Agency',
    `reads "${picked.comment}", closes the list → ${(await admin.closePackage(where)).status}`,
  );

  await client.cancelBooking({ path, body: { reason: 'The campaign has moved' } });
  const events = [];
  for await (const { event } of client.each('listBookingEvents', { path })) events.push(event);
  tell('Client', `cancels. The booking's history: ${events.join(', ')}`);
  tell('', `  The calendar now shows: ${await eventsOf(calendar)}`);

  if (hook) tell('ERP', `received, each signed: ${(await hook.end()).join(', ')}`);

  await Promise.all([client.logout(), rival.logout()]);
  await admin.deleteModel({ path: { model_id: model.model_id } });
  await admin.logout();
  tell('All', 'sign out');
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
