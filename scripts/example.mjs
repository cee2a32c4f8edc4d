// npm run example [-- URL]: tells the story of one booking through the client, against a server with the demo
// data.
import { setTimeout as pause } from 'node:timers/promises';
import ICAL from 'ical.js';
import { drawPicture } from './db/demo-pictures.mjs';
import { command } from './dev/command.mjs';
import { startReceiver } from './dev/receiver.mjs';
import { importSource } from './dev/source.mjs';

const { ApiError, createClient } = await importSource('client/index.ts');

let step = 0;
/** Prints one step: its number, the actor and the result. Further lines of a step have no actor. */
const tell = (who, text) =>
  console.log(`${who ? String(++step).padStart(3) : '   '}  ${who.padEnd(8)} ${text}`);
const won = (amount) => `${amount.toLocaleString('en')} KRW`;
// Swedish writes dates as in ISO 8601.
const when = (iso) => new Date(iso).toLocaleString('sv', { timeZone: 'Asia/Seoul' }).slice(0, 16);

/** Returns a URL that the API has returned on the server that is asked here. */
const here = (address, url) => new URL(new URL(address, url).pathname, url);

async function signIn(url, username, password) {
  const client = createClient(url, { language: 'en' });
  await client.login({ body: { username, password } });
  return client;
}

/** Returns a calendar's events as a calendar program reads them. Its URL needs no account. */
async function eventsOf(address, url) {
  const text = await (await fetch(here(address, url))).text();
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  const value = (event, name) => event.getFirstPropertyValue(name);
  return events.map((event) => `${value(event, 'summary')} (${value(event, 'status')})`).join(', ');
}

/** How long a delivery may take. Without a queue, it waits for the cron, which runs every minute. */
const PATIENCE_MS = 70_000;

/** Subscribes a receiver on this machine. `end` waits for all deliveries and removes the webhook. */
async function subscribe(admin) {
  const receiver = await startReceiver();
  const { url, types } = receiver;
  const events = ['booking.option', 'booking.confirmed', 'booking.cancelled'];
  const { webhook_id, secret } = await admin.createWebhook({ body: { url, events } });
  receiver.secret = secret;
  const end = async () => {
    const last = Date.now() + PATIENCE_MS;
    while (!events.every((type) => types.includes(type))) {
      if (Date.now() > last) throw new Error(`the webhook received only ${types}`);
      await pause(100);
    }
    receiver.stop();
    await admin.deleteWebhook({ path: { webhook_id } });
    return types;
  };
  return { url, end };
}

/** Sends a link to a package of models. The recipient picks one without an account. */
async function shortlist(url, admin, { times, ids }) {
  const items = [...new Set(ids)].map((model_id) => ({ model_id }));
  const sent = await admin.createPackage({ body: { title: 'Spring lookbook', items, ...times } });
  tell('Agency', `sends a link to a shortlist of ${sent.items.length}: ${sent.url}`);
  const link = { token: new URL(sent.url).pathname.split('/').at(-1) };
  const nobody = createClient(url, { language: 'en' });
  const shown = (await nobody.viewSharedPackage({ path: link })).items;
  for (const { model, is_free } of shown)
    tell('', `  ${model.name} is ${is_free ? 'free' : 'not free'} then.`);
  const { model } = shown.find(({ is_free }) => is_free) ?? shown[0];
  const body = { verdict: 'yes', comment: 'Just right' };
  await nobody.pickFromPackage({ path: { ...link, model_id: model.model_id }, body });
  tell('Client', `opens it without an account and says ${body.verdict} to ${model.name}`);
  const path = { package_id: sent.package_id };
  const answers = (await admin.getPackage({ path })).items;
  const { comment } = answers.find(({ model_id }) => model_id === model.model_id);
  const { status } = await admin.closePackage({ path });
  tell('Agency', `reads "${comment}", closes the list → ${status}`);
}

async function story(url) {
  console.log(`The story of one booking, told through the client against ${url}\n`);
  const admin = await signIn(url, 'admin', 'Admin123!');
  const suffix = Date.now().toString(36);
  const model = await admin.createModel({
    body: {
      name: `Yoon Seo ${suffix}`,
      description: 'Runway and lookbooks, at home in Seoul and Busan.',
      price_per_hour: 180_000,
      boards: ['women', 'commercial'],
    },
  });
  const { model_id } = model;
  tell('Agency', `adds the model ${model.name} at ${won(model.price_per_hour)} an hour`);

  const picture = await admin.uploadPicture({
    path: { model_id },
    query: { is_public: true, alt: 'A drawing for this story' },
    body: new Blob([drawPicture(model.name, 0).bytes], { type: 'image/png' }),
  });
  const { size, type } = await (await fetch(here(picture.urls['320'], url))).blob();
  tell('Agency', `uploads a picture of ${picture.width} × ${picture.height} pixels, now the cover`);
  tell('', `  Everybody gets it 320 pixels wide: ${type}, ${size} bytes.`);

  // A remote API calls public addresses only.
  const isLocal = ['localhost', '127.0.0.1'].includes(new URL(url).hostname);
  const hook = isLocal && (await subscribe(admin));
  if (hook) tell('ERP', `listens at ${hook.url} for webhooks, as a program of the agency`);

  const body = { username: `guest-${suffix}`, password: 'Plum-Rain7!' };
  const account = { ...body, email: `${suffix}@example.com`, full_name: 'Lee Haru' };
  await createClient(url).register({ body: account });
  const client = await signIn(url, body.username, body.password);
  tell('Client', `signs up as ${body.username} and signs in`);

  const { total, items } = await client.listModels({ query: { board: 'women', limit: 3 } });
  tell('Client', `finds ${total} models on the women's board, the newest of them:`);
  for (const { name, price_per_hour } of items)
    tell('', `  ${name}, ${won(price_per_hour)} an hour`);

  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const times = { start_time: `${day}T09:00:00+09:00`, end_time: `${day}T17:00:00+09:00` };
  const wanted = { body: { model_id, ...times } };
  const quote = await client.quoteBooking(wanted);
  const hours = `${when(times.start_time)} to ${when(times.end_time).slice(11)} in Seoul`;
  const state = quote.is_free ? 'free' : 'taken';
  tell('Client', `asks for a quote for ${hours}: ${won(quote.total_price)}, ${state}`);

  const booking = await client.createBooking(wanted);
  const path = { booking_id: booking.booking_id };
  tell('Client', `requests the booking  → ${booking.status}`);
  tell('Agency', `gives it an option    → ${(await admin.optionBooking({ path })).status}`);
  tell('Agency', `confirms it           → ${(await admin.confirmBooking({ path })).status}`);

  const { url: calendar } = await client.createCalendar({ body: { scope: 'mine' } });
  tell('Client', `subscribes to the calendar of these bookings: ${await eventsOf(calendar, url)}`);

  const rival = await signIn(url, 'client', 'Client123!');
  const refused = await rival.createBooking(wanted).catch((error) => error);
  if (!(refused instanceof ApiError)) throw new Error('a model was booked twice');
  const [next] = refused.problem.nearest_free;
  tell('Rival', `requests the same hours → ${refused.status} ${refused.code}`);
  tell('', `  "${refused.message}"`);
  tell('', `  The next free time starts at ${when(next.start_time)} in Seoul.`);

  await shortlist(url, admin, { times, ids: [model_id, ...items.map((one) => one.model_id)] });

  await client.cancelBooking({ path, body: { reason: 'The campaign has moved' } });
  const history = [];
  for await (const { event } of client.each('listBookingEvents', { path })) history.push(event);
  tell('Client', `cancels. The booking's history: ${history.join(', ')}`);
  tell('', `  The calendar now shows: ${await eventsOf(calendar, url)}`);
  if (hook) tell('ERP', `received, each signed: ${(await hook.end()).join(', ')}`);

  await admin.deleteModel({ path: { model_id } });
  await Promise.all([client, rival, admin].map((one) => one.logout()));
  tell('All', 'sign out');
}

command({}, async (_, [url = 'http://localhost:8787']) => {
  await story(url).catch((error) => {
    if (error instanceof TypeError && /fetch failed/.test(error.message))
      throw new Error(`Nothing answers at ${url}. npm run dev starts the API with demo data.`);
    throw error.problem ? new Error(JSON.stringify(error.problem, null, 2)) : error;
  });
});
