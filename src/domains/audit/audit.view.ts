import { toIso } from '../../lib/time';
import type { AuditRow } from './audit.repository';

const LISTS = ['boards', 'languages'];

/** Converts a value from its database form to the form that the resource shows. */
function asShown(field: string, value: unknown): unknown {
  if (value === null) return null;
  if (field.startsWith('is_')) return value === 1;
  if (field.endsWith('_at')) return toIso(Number(value));
  return LISTS.includes(field) ? JSON.parse(String(value)) : value;
}

/** Returns a field's name as in the resource, which renames the times of a window. */
const nameOf = (field: string) => field.replace(/^(start|end)_at$/, '$1_time');

function changesOf(changes: NonNullable<AuditRow['changes']>) {
  const entries = Object.entries(changes).map(([field, [before, after]]) => [
    nameOf(field),
    { before: asShown(field, before), after: asShown(field, after) },
  ]);
  return Object.fromEntries(entries);
}

/** Renders an entry of the audit log. */
export const toAuditView = (row: AuditRow) => ({
  action: row.action,
  actor_id: row.actorId,
  target_type: row.targetType,
  target_id: row.targetId,
  changes: row.changes && changesOf(row.changes),
  address: row.address,
  at: toIso(row.at),
});
