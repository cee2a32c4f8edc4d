import type { Role } from '../../db/constants';
import { secretsOf } from '../../env';
import type { ActorContext } from '../../http/context';
import { pageRequest } from '../../http/pagination';
import * as repository from './users.repository';

export interface UserListQuery {
  skip: number;
  limit: number;
  cursor?: string | undefined;
  q?: string | undefined;
  role?: Role | undefined;
  is_active?: boolean | undefined;
}

/** Returns a page of live users, newest first. @throws AppError 422 for a foreign cursor. */
export async function list(ctx: ActorContext, query: UserListQuery) {
  const request = pageRequest('users', query, secretsOf(ctx.settings));
  const page = await repository.listUsers(ctx.db, query, request);
  return { ...page, request, positionOf: repository.positionOf };
}
