import { DurableObject } from 'cloudflare:workers';
import type { Bindings } from './env';
import type { Increments } from './lib/metrics-binding';

/**
 * Milliseconds until totals are written to storage. An idle object is evicted after ten seconds, and what
 * it has only in memory is lost.
 */
const PERSIST_MS = 5_000;

/**
 * Far more than all combinations of routes, methods, states and buckets, yet small enough for one stored
 * value of 2 MB.
 */
const MOST_SERIES = 10_000;

const KEY = 'series';

/**
 * Adds up the metrics of all isolates. A total is stored before it is reported, so a counter never decreases:
 * Prometheus would take a decrease for a restart and count everything again.
 */
export class MetricsStore extends DurableObject<Bindings> {
  readonly #series = new Map<string, number>();
  #isDirty = false;

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      const kept = (await ctx.storage.get<Increments>(KEY)) ?? {};
      for (const [name, value] of Object.entries(kept)) this.#series.set(name, value);
    });
  }

  #change(name: string, value: number): void {
    if (!this.#series.has(name) && this.#series.size >= MOST_SERIES) return;
    this.#series.set(name, value);
    this.#isDirty = true;
  }

  async #persist(): Promise<void> {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    await this.ctx.storage.put(KEY, Object.fromEntries(this.#series));
  }

  async #persistLater(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) !== null) return;
    await this.ctx.storage.setAlarm(Date.now() + PERSIST_MS);
  }

  /** Adds to counters. */
  async add(increments: Increments): Promise<void> {
    for (const [name, by] of Object.entries(increments)) {
      this.#change(name, (this.#series.get(name) ?? 0) + by);
    }
    await this.#persistLater();
  }

  /** Sets a gauge. */
  async mark(series: string, value: number): Promise<void> {
    this.#change(series, value);
    await this.#persistLater();
  }

  /** Returns all series with their values. */
  async read(): Promise<Increments> {
    await this.#persist();
    return Object.fromEntries(this.#series);
  }

  override async alarm(): Promise<void> {
    await this.#persist();
  }
}
