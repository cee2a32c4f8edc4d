import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import type { AppContext } from './app-env';

/** A caller of one site has a /64 to itself (RFC 6177), so that is what counts as one address. */
const IPV6_PARTS = 4;

// Whoever calls calls again: parsing an address costs more than finding it.
const known = new LRUCache<string, string>({ max: 1000 });

/**
 * An address as limits count it: IPv4 as it is, IPv6 by its /64, and '' for none and for loopback,
 * which no caller from outside can have.
 */
export function ipKey(address: string | undefined): string {
  if (address === undefined) return '';
  const key = known.get(address) ?? parsedKey(address);
  known.set(address, key);
  return key;
}

function parsedKey(address: string): string {
  if (!ipaddr.isValid(address)) return '';
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'loopback') return '';
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const network = parsed.parts.slice(0, IPV6_PARTS).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}

/** The caller's address, by Cloudflare's own header alone: callers can send all others themselves. */
export const clientIp = (c: AppContext) => ipKey(c.req.header('CF-Connecting-IP'));
