import { type Placeholder, type SQL, sql } from 'drizzle-orm';

/** Masks an account's id for a client: it sees itself and the agency, never a rival. Undefined is an admin. */
export const visibleAccountId = (id: SQL, clientId: string | Placeholder | undefined) =>
  clientId === undefined
    ? sql<string | null>`${id}`
    : sql<
        string | null
      >`iif(${id} = ${clientId} OR EXISTS (SELECT 1 FROM users u WHERE u.id = ${id} AND u.role = 'admin'), ${id}, NULL)`;
