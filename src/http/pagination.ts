import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Page, PageRequest, Position } from '../db/queries/pagination';
import { invalidField } from '../errors';
import { described, documentedAs, exampleOf, queryIntOr } from './input/field-schemas';

/** Query fields that every list takes. */
export const pageQuery = {
  skip: queryIntOr(0, 0, 1_000_000_000).meta(
    described(
      '목록의 처음부터 건너뛸 항목의 수.',
      'Number of items to skip from the start of the list.',
    ),
  ),
  limit: queryIntOr(10, 1, 100).meta(
    described('한 페이지에 담을 최대 항목 수.', 'Maximum number of items per page.'),
  ),
};

/** Query fields of lists that can grow without limit. */
export const cursorQuery = {
  ...pageQuery,
  // Tools that import the document send every parameter, and send it empty when it has no example.
  cursor: z
    .string()
    .max(1000)
    .optional()
    .transform((cursor) => cursor || undefined)
    .meta({
      ...documentedAs({ type: 'string', maxLength: 1000, examples: [''] }),
      ...described(
        '이전 페이지의 `next_cursor`. 같은 필터와 함께, `skip` 없이 보냅니다. 비워 두면 첫 페이지입니다.',
        '`next_cursor` of the previous page. Send it with the same filters and without `skip`. An empty value means the first page.',
      ),
    }),
};

const PAGE_EXAMPLE = { total: 1, skip: 0, limit: 10, has_next: false, has_prev: false };

const page = <T extends z.ZodType>(item: T) =>
  z.object({
    total: z
      .int()
      .min(0)
      .nullable()
      .meta(
        described(
          '필터를 만족하는 전체 항목의 수. `cursor`를 사용하거나 10,000개를 넘게 세어야 하면 null입니다.',
          'Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows.',
        ),
      ),
    skip: z.int().min(0),
    limit: z.int().min(1).max(100),
    has_next: z.boolean(),
    has_prev: z.boolean(),
    items: z.array(item),
  });

/** Creates the response schema of a list, with its name in the document. */
export const pageOf = <T extends z.ZodType>(id: string, item: T) =>
  page(item).meta({ id, examples: [{ ...PAGE_EXAMPLE, items: [exampleOf(item)] }] });

/** Creates the response schema of a list that is too short to need paging. */
export const singlePageOf = <T extends z.ZodType>(id: string, item: T) =>
  page(item)
    .extend({
      limit: z
        .int()
        .min(0)
        .meta(described('`items`에 담긴 항목의 수.', 'Number of entries in `items`.')),
    })
    .meta({ id, examples: [{ ...PAGE_EXAMPLE, limit: 1, items: [exampleOf(item)] }] });

/** Does the same as `pageOf`. `total` is null on cursor pages, because counting is what makes deep pages slow. */
export const cursorPageOf = <T extends z.ZodType>(id: string, item: T) =>
  page(item)
    .extend({
      next_cursor: z
        .string()
        .nullable()
        .meta(
          described(
            '다음 페이지를 요청할 `cursor`. 마지막 페이지에서는 null입니다.',
            'The `cursor` for the next page; null on the last page.',
          ),
        ),
    })
    .meta({ id, examples: [{ ...PAGE_EXAMPLE, items: [exampleOf(item)], next_cursor: null }] });

const position = z.tuple([z.union([z.string(), z.number()]), z.int()]);

/** Signs a payload with the list's own filters, so a cursor is valid for that list only. */
function sealed(payload: string, scope: string, secret: string): string {
  const mac = createHmac('sha256', secret).update(`cursor\n${scope}\n${payload}`).digest();
  return `${payload}.${mac.subarray(0, 16).toString('base64url')}`;
}

function encodeCursor({ value, seq }: Position, scope: string, secret: string): string {
  return sealed(Buffer.from(JSON.stringify([value, seq])).toString('base64url'), scope, secret);
}

function decodeCursor(cursor: string, scope: string, secrets: readonly string[]): Position {
  const [payload = ''] = cursor.split('.');
  // Compare as text: base64 decoding would accept different spellings of the same bytes.
  const given = Buffer.from(cursor);
  const isSealed = secrets.some((secret) => {
    const wanted = Buffer.from(sealed(payload, scope, secret));
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
  if (!isSealed) {
    throw invalidField('cursor', 'cursor_invalid', 'list.cursor_invalid');
  }
  const [value, seq] = position.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  return { value, seq };
}

interface ListQuery {
  skip: number;
  limit: number;
  cursor?: string | undefined;
}

/** A page request that can also sign the next page's cursor. */
interface CursorPageRequest extends PageRequest {
  cursorAt: (position: Position) => string;
}

/**
 * Returns the page that a list query requests. Cursors are bound to the list's name and to everything that
 * decides its rows and their order.
 * @throws AppError 422 for a damaged or foreign cursor, or one combined with `skip`.
 */
export function pageRequest(
  name: string,
  query: ListQuery,
  secrets: readonly [string, ...string[]],
): CursorPageRequest {
  const { skip, limit, cursor, ...filters } = query;
  const scope = JSON.stringify([
    name,
    Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  const cursorAt = (at: Position) => encodeCursor(at, scope, secrets[0]);
  if (cursor === undefined) return { skip, limit, cursorAt };
  if (skip > 0) throw invalidField('cursor', 'cursor_with_skip', 'list.cursor_with_skip');
  return { skip, limit, cursorAt, after: decodeCursor(cursor, scope, secrets) };
}

/** Wraps the rows that a repository read in the list envelope. */
export function toPageView<Row, View>(
  { rows, total }: Page<Row>,
  { skip, limit, after }: PageRequest,
  toView: (row: Row) => View,
) {
  return {
    total,
    skip,
    limit,
    has_next: rows.length > limit,
    has_prev: skip > 0 || after !== undefined,
    items: rows.slice(0, limit).map(toView),
  };
}

/** Wraps a short list without paging in the list envelope. */
export const toSinglePageView = <Row, View>(rows: readonly Row[], toView: (row: Row) => View) => ({
  total: rows.length,
  skip: 0,
  limit: rows.length,
  has_next: false,
  has_prev: false,
  items: rows.map(toView),
});

/** A page of a cursor list. `positionOf` returns a row's sort value and tie-break. */
interface CursorPage<Row> extends Page<Row> {
  request: CursorPageRequest;
  positionOf: (row: Row) => Position;
}

/** Wraps a cursor page in the list envelope, with `next_cursor`. */
export function toCursorPageView<Row, View>(page: CursorPage<Row>, toView: (row: Row) => View) {
  const view = toPageView(page, page.request, toView);
  const last = view.has_next ? page.rows[page.request.limit - 1] : undefined;
  return { ...view, next_cursor: last ? page.request.cursorAt(page.positionOf(last)) : null };
}
