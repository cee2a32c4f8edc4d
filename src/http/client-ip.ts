import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import type { AppContext } from './app-env';

/** One site usually controls a whole /64 (RFC 6177), so a /64 counts as one address. */
const IPV6_PARTS = 4;

// Callers usually come back, and parsing an address costs more than looking it up.
const known = new LRUCache<string, string>({ max: 1000 });

/**
 * Returns the address as rate limits count it: IPv4 unchanged, IPv6 by its /64.
 * Returns '' for a missing address and for loopback, which no outside caller can have.
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

/** Returns the caller's address from Cloudflare's own header. Callers can forge all the others. */
export const clientIp = (c: AppContext) => ipKey(c.req.header('CF-Connecting-IP'));
