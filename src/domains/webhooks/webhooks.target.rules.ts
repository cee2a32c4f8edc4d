import ipaddr from 'ipaddr.js';

/** What may be allowed beyond the rule. */
export interface TargetPolicy {
  /** Origins that are our own: a webhook must not call its sender. */
  ownHosts: readonly string[];
  /** For in-house receivers: private networks and plain http are fine. */
  allowPrivate: boolean;
  /** `http://127.0.0.1` is fine, as on a developer's machine. */
  allowLoopback: boolean;
}

type TargetProblem =
  | 'webhook.url_invalid'
  | 'webhook.url_https'
  | 'webhook.url_credentials'
  | 'webhook.url_own'
  | 'webhook.url_private';

const INTERNAL_NAME = /(^|\.)(localhost|local|internal)$/;

/** The host without brackets and without the dot that ends a fully qualified name. */
const bareHost = (hostname: string) => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

function isPublicAddress(host: string): boolean {
  // `process` unwraps IPv4 in IPv6, `range` knows every special-purpose block.
  const address = ipaddr.process(host);
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv4) return true;
  // NAT64, 6to4 and the like carry an IPv4 address, whatever it is: none of them is a receiver's.
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
 * Why a URL is no target of a webhook; undefined for one that is. The URL parser has folded every
 * notation of an IPv4 address into the dotted one. Asked when a target is saved and at every attempt.
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
