import * as z from 'zod';
import { bookmarkOf } from '../db/client';
import type { ServiceContext } from '../http/context';
import { singleFlight } from './single-flight';

/** How long an isolate goes by the epoch it knows before it asks KV again. */
const REMEMBERED_MS = 2000;

const epochSchema = z.object({
  id: z.uuid(),
  /** When it began, epoch milliseconds: the later of two is the one that counts. */
  at: z.number(),
  // Null asks for the primary, which has seen every commit.
  bookmark: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .nullable(),
});

/** By then KV shows everywhere what was written to it. */
const SETTLED_MS = 60_000;

export type Epoch = z.output<typeof epochSchema>;

interface Known {
  epoch: Epoch | undefined;
  until: number;
  publishedAt: number;
  publishing: boolean;
}

/** What this isolate knows of epochs, by store and name. */
const memory = new WeakMap<
  KVNamespace,
  { known: Map<string, Known>; flights: Map<string, Promise<unknown>> }
>();

function memoryOf(cache: KVNamespace) {
  const found = memory.get(cache) ?? { known: new Map(), flights: new Map() };
  memory.set(cache, found);
  return found;
}

function knownOf(cache: KVNamespace, name: string): Known {
  const { known } = memoryOf(cache);
  const found = known.get(name) ?? {
    epoch: undefined,
    until: 0,
    publishedAt: 0,
    publishing: false,
  };
  known.set(name, found);
  return found;
}

const keyOf = (name: string) => `${name}:epoch`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function begin(known: Known, bookmark: string | null): Epoch {
  const epoch = { id: crypto.randomUUID(), at: Date.now(), bookmark };
  known.epoch = epoch;
  known.until = epoch.at + REMEMBERED_MS;
  return epoch;
}

async function publish(cache: KVNamespace, name: string, known: Known, epoch: Epoch) {
  known.publishedAt = Date.now();
  await cache.put(keyOf(name), JSON.stringify(epoch));
}

/** Asks KV; an epoch that it does not hold begins, in KV before anything is filled under it. */
async function ask(cache: KVNamespace, name: string): Promise<Epoch> {
  const known = knownOf(cache, name);
  const found = epochSchema.safeParse(await cache.get(keyOf(name), 'json')).data;
  if (!found && !known.epoch) {
    const epoch = begin(known, null);
    known.until = 0;
    await publish(cache, name, known, epoch);
  }
  // KV may lag behind what this isolate wrote itself; a clock that is ahead must not decide for long.
  const at = Math.min(found?.at ?? 0, Date.now());
  if (found && at > (known.epoch?.at ?? 0)) known.epoch = { ...found, at };
  const isLost =
    found && at < (known.epoch?.at ?? 0) && Date.now() > known.publishedAt + SETTLED_MS;
  // An earlier epoch that came late to KV has replaced the later one: once more, then.
  if (isLost) await publish(cache, name, known, begin(known, null));
  known.until = Date.now() + REMEMBERED_MS;
  return known.epoch as Epoch;
}

/** The epoch that pages are to be read and filled under. Throws what KV throws. */
export async function currentEpoch(
  { now, background }: ServiceContext,
  cache: KVNamespace,
  name: string,
): Promise<Epoch> {
  const { epoch, until } = knownOf(cache, name);
  if (epoch && now < until) return epoch;
  return singleFlight(memoryOf(cache).flights, name, background, () => ask(cache, name));
}

/**
 * Begins a new epoch after a commit: at once here, and in KV as often as it takes writes of a key.
 * What comes late to KV goes without its bookmark: a newer commit may have come in between.
 */
export async function replaceEpoch(
  ctx: ServiceContext,
  cache: KVNamespace,
  name: string,
): Promise<void> {
  const known = knownOf(cache, name);
  const epoch = begin(known, bookmarkOf(ctx.db));
  const nextAt = () => known.publishedAt + ctx.settings.KV_WRITE_INTERVAL_MS;
  const late = async () => {
    // No longer than that, should the clock have been set back meanwhile.
    await pause(Math.min(nextAt() - Date.now(), ctx.settings.KV_WRITE_INTERVAL_MS));
    known.publishing = false;
    await publish(cache, name, known, begin(known, null));
  };
  if (known.publishing) return;
  const isEarly = Date.now() < nextAt();
  const published = isEarly
    ? false
    : await publish(cache, name, known, epoch).then(
        () => true,
        () => false,
      );
  if (published) return;
  known.publishing = true;
  ctx.background(late().catch(() => undefined));
}
