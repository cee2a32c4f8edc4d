import { createHmac, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 16;
const MAC_BYTES = 16;

/** What a link identifies: a package and the number of its valid link. */
export interface Link {
  packageId: string;
  linkVersion: number;
}

const macOf = (head: Buffer, secret: string) =>
  createHmac('sha256', secret)
    .update('package link\n')
    .update(head)
    .digest()
    .subarray(0, MAC_BYTES);

/** Returns a link's token: package, number and MAC. A forged token costs no query. */
export function tokenOf({ packageId, linkVersion }: Link, secret: string): string {
  const head = Buffer.alloc(ID_BYTES + 4);
  head.write(packageId.replaceAll('-', ''), 'hex');
  head.writeUInt32BE(linkVersion, ID_BYTES);
  return Buffer.concat([head, macOf(head, secret)]).toString('base64url');
}

const toUuid = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** Returns what a token identifies, if it was signed with one of the secrets. */
export function linkOf(token: string, secrets: readonly string[]): Link | undefined {
  if (!/^[\w-]{48}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const [head, mac] = [bytes.subarray(0, ID_BYTES + 4), bytes.subarray(ID_BYTES + 4)];
  if (!secrets.some((secret) => timingSafeEqual(mac, macOf(head, secret)))) return undefined;
  const packageId = toUuid(head.subarray(0, ID_BYTES).toString('hex'));
  return { packageId, linkVersion: head.readUInt32BE(ID_BYTES) };
}
