import ipaddr from 'ipaddr.js';

/** Targets that are allowed beyond the basic rule. */
export interface TargetPolicy {
  /** Our own hosts. A webhook must not call its sender. */
  ownHosts: readonly string[];
  /** Allows private networks and plain http, for in-house receivers. */
  allowPrivate: boolean;
  /** Allows `http://127.0.0.1`, for a developer's machine. */
  allowLoopback: boolean;
}

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
