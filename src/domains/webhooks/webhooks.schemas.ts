import ipaddr from 'ipaddr.js';
import * as z from 'zod';
import type { Settings } from '../../env';
import { described, line, text, time } from '../../http/input/field-schemas';
import { cursorQuery } from '../../http/pagination';
import { EventType } from '../events/events.schemas';
import { DeliveryState } from './deliveries.view';

/** What requests about webhooks contain, and which URLs they may name. Responses are in `webhooks.view.ts`. */

const url = line(1, 2000).meta({
  ...described(
    '이벤트를 받을 주소. `https`여야 하며 사설 네트워크의 주소는 사용할 수 없습니다.',
    'URL that receives the events. It must be `https` and must not point to a private network.',
  ),
  examples: ['https://erp.example.com/hooks/bookings'],
});
const events = z
  .array(EventType)
  .max(50)
  .refine((list) => new Set(list).size === list.length, 'list.duplicates')
  .meta({
    ...described(
      '받을 이벤트의 종류. 비어 있으면 모든 이벤트를 받습니다.',
      'Event types to deliver; empty for all.',
    ),
    examples: [['booking.created', 'booking.confirmed']],
  });
const description = text(0, 300)
  .nullish()
  .meta(
    described(
      '관리용 메모. 전송에는 포함하지 않습니다.',
      'A note for your own records; not part of deliveries.',
    ),
  );

export const WebhookBody = z.strictObject({ url, events: events.optional(), description }).meta({
  id: 'WebhookCreate',
  examples: [{ url: 'https://erp.example.com/hooks/bookings', events: ['booking.confirmed'] }],
});

export const WebhookUpdateBody = z
  .strictObject({ url, events, description })
  .partial()
  .meta({ id: 'WebhookUpdate', examples: [{ events: [] }] });

export const ReplayBody = z
  .strictObject({
    since: time
      .optional()
      .meta(
        described('이 시각 이후의 이벤트를 다시 전송합니다.', 'Replays events from this time on.'),
      ),
    event_ids: z
      .array(z.string().max(100))
      .min(1)
      .max(100)
      .optional()
      .meta(described('이 id의 이벤트만 다시 전송합니다.', 'Replays only these events.')),
  })
  .meta({
    id: 'WebhookReplay',
    examples: [{ event_ids: ['evt_0f3a9c1e5b2d80647f3a9c1e5b2d8064'] }],
  });

export const DeliveryListQuery = z.strictObject({
  ...cursorQuery,
  state: DeliveryState.optional().meta(
    described('이 상태의 전송만 조회합니다.', 'Only deliveries in this state.'),
  ),
});

/** Targets that are allowed beyond the basic rule. */
export interface TargetPolicy {
  /** Our own hosts. A webhook must not call its sender. */
  ownHosts: readonly string[];
  /** Allows private networks and plain http, for in-house receivers. */
  allowPrivate: boolean;
  /** Allows `http://127.0.0.1`, for a developer's machine. */
  allowLoopback: boolean;
}

const hostOf = (url: string | undefined) => (url === undefined ? [] : [new URL(url).host]);

/**
 * Returns the targets that this deployment allows.
 * @param requestHost the host of the request that saves a target
 */
export const targetPolicy = (settings: Settings, requestHost?: string): TargetPolicy => ({
  ownHosts: [
    ...hostOf(settings.PUBLIC_URL),
    ...hostOf(settings.APP_URL),
    ...(requestHost === undefined ? [] : [requestHost]),
  ],
  allowPrivate: settings.WEBHOOK_ALLOW_PRIVATE,
  allowLoopback: settings.APP_ENV === 'development' || settings.APP_ENV === 'test',
});

type TargetProblem =
  | 'webhook.url_invalid'
  | 'webhook.url_https'
  | 'webhook.url_credentials'
  | 'webhook.url_own'
  | 'webhook.url_private';

const INTERNAL_NAME = /(^|\.)(localhost|local|internal)$/;

/** Returns the host without brackets and without the trailing dot of a fully qualified name. */
const bareHost = (hostname: string) => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

function isPublicAddress(host: string): boolean {
  // `process` unwraps IPv4-mapped IPv6; `range` recognizes every special-purpose block.
  const address = ipaddr.process(host);
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv4) return true;
  // NAT64, 6to4 and similar addresses embed an arbitrary IPv4 address. None is a legitimate receiver.
  return (
    address.match(ipaddr.IPv6.parse('2000::'), 3) && !address.match(ipaddr.IPv6.parse('2002::'), 16)
  );
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

/**
 * Returns why a URL is not allowed as a webhook target; undefined if it is allowed. The URL parser has
 * already normalized every notation of an IPv4 address. Checked when a target is saved and on every attempt.
 */
export function targetProblem(url: string, policy: TargetPolicy): TargetProblem | undefined {
  const parsed = parse(url);
  if (!parsed) return 'webhook.url_invalid';
  const { protocol, username, password, hash, hostname, host } = parsed;
  if (protocol !== 'https:' && protocol !== 'http:') return 'webhook.url_https';
  if (username || password) return 'webhook.url_credentials';
  if (hash || url.includes('#')) return 'webhook.url_invalid';
  const bare = bareHost(hostname.toLowerCase());
  if (bare === '') return 'webhook.url_invalid';
  const isOwn = policy.ownHosts.some(
    (own) => own === host || own === host.replace(/\.(?=:|$)/, ''),
  );
  if (isOwn) return 'webhook.url_own';
  if (policy.allowPrivate) return undefined;
  if (policy.allowLoopback && protocol === 'http:' && bare === '127.0.0.1') return undefined;
  if (protocol !== 'https:') return 'webhook.url_https';
  if (INTERNAL_NAME.test(bare)) return 'webhook.url_private';
  if (ipaddr.isValid(bare)) return isPublicAddress(bare) ? undefined : 'webhook.url_private';
  return undefined;
}
