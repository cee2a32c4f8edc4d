import * as z from 'zod';
import { bookmarkOf } from '../db/client';
import type { ServiceContext } from '../http/context';
import { singleFlight } from './single-flight';

/** How long an isolate uses the epoch it knows before it reads KV again. */
const REMEMBERED_MS = 2000;

const epochSchema = z.object({
  id: z.uuid(),
  /** When the epoch began, in epoch milliseconds. The later of two epochs is valid. */
  at: z.number(),
  // Null requests the primary, which has seen every commit.
  bookmark: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .nullable(),
});

/** After this long, a KV write is visible everywhere. */
const SETTLED_MS = 60_000;

export type Epoch = z.output<typeof epochSchema>;

interface Known {
  epoch: Epoch | undefined;
  until: number;
  publishedAt: number;
  publishing: boolean;
}

/** The epochs this isolate knows, by store and name. */
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

/** Reads the epoch from KV. If KV has none, begins one and stores it before any page is filled under it. */
async function ask(cache: KVNamespace, name: string): Promise<Epoch> {
  const known = knownOf(cache, name);
  const found = epochSchema.safeParse(await cache.get(keyOf(name), 'json')).data;
  if (!found && !known.epoch) {
    const epoch = begin(known, null);
    known.until = 0;
    await publish(cache, name, known, epoch);
  }
  // KV may lag behind this isolate's own writes. The cap limits the effect of a clock that runs ahead.
  const at = Math.min(found?.at ?? 0, Date.now());
  if (found && at > (known.epoch?.at ?? 0)) known.epoch = { ...found, at };
  const isLost =
    found && at < (known.epoch?.at ?? 0) && Date.now() > known.publishedAt + SETTLED_MS;
  // An earlier epoch reached KV late and replaced the later one, so publish a new one.
  if (isLost) await publish(cache, name, known, begin(known, null));
  known.until = Date.now() + REMEMBERED_MS;
  return known.epoch as Epoch;
}

/** Returns the epoch under which pages are read and filled. Passes on KV errors. */
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
 * Begins a new epoch after a commit: immediately in this isolate, and in KV as often as KV accepts writes to
 * one key. A delayed write omits the bookmark, because a newer commit may have happened since.
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
    // The cap guards against a clock that was set back in the meantime.
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
