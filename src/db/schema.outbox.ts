import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as column from './columns';
import * as constants from './constants';
import { users } from './schema.accounts';

/**
 * Events, written by triggers in the transaction of the change, and their deliveries to webhooks. `seq` is
 * never reused, because cursors depend on it.
 */
export const outbox = sqliteTable('outbox', {
  seq: column.seq(),
  id: text('id').notNull().unique(),
  type: text('type').notNull(),
  // JSON text as sent: ids and times, no free text and no names.
  data: text('data').notNull(),
  actorId: text('actor_id'),
  // A ping goes to one endpoint and is not part of the event stream.
  onlyEndpointSeq: integer('only_endpoint_seq'),
  // Not indexed, because every event would pay for the index. The order of seq is nearly that of time.
  at: integer('at').notNull(),
});

export const webhookEndpoints = sqliteTable(
  'webhook_endpoints',
  {
    seq: column.seq(),
    id: text('id').notNull().unique(),
    url: text('url').notNull(),
    // An empty list means all events.
    events: column.jsonList<string>('events'),
    description: text('description'),
    secretSealed: text('secret_sealed').notNull(),
    previousSecretSealed: text('previous_secret_sealed'),
    previousUntil: integer('previous_until'),
    failingSince: integer('failing_since'),
    disabledAt: integer('disabled_at'),
    disabledReason: text('disabled_reason', { enum: constants.DISABLED_REASONS }),
    version: column.version(),
    createdAt: column.createdAt(),
    updatedAt: column.updatedAt(),
    deletedAt: integer('deleted_at'),
    updatedBy: text('updated_by').references(() => users.id),
  },
  (t) => [
    // Every event looks for the endpoints that want it: not among those that are long gone.
    index('webhook_endpoints_live').on(t.seq).where(sql`deleted_at IS NULL`),
    check('webhook_endpoints_events', sql`json_valid(${t.events})`),
    check(
      'webhook_endpoints_disabled',
      sql`(${t.disabledAt} IS NULL) = (${t.disabledReason} IS NULL)`,
    ),
  ],
);

export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    endpointSeq: integer('endpoint_seq')
      .notNull()
      .references(() => webhookEndpoints.seq),
    // No foreign key, because every delivery would pay for its index. Triggers guarantee that the event exists.
    outboxSeq: integer('outbox_seq').notNull(),
    state: text('state', { enum: constants.DELIVERY_STATES }).notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    // During an attempt, the end of its lease.
    nextAttemptAt: integer('next_attempt_at'),
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    lastMs: integer('last_ms'),
  },
  (t) => [
    primaryKey({ columns: [t.endpointSeq, t.outboxSeq] }),
    index('webhook_deliveries_due')
      .on(t.endpointSeq, t.nextAttemptAt)
      .where(sql`state = 'pending'`),
    check('webhook_deliveries_state', column.oneOf(t.state, constants.DELIVERY_STATES)),
    check(
      'webhook_deliveries_due_pending',
      sql`(${t.state} = 'pending') = (${t.nextAttemptAt} IS NOT NULL)`,
    ),
  ],
);
