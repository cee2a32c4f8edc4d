import { describe, expect, it } from 'vitest';
import { operations } from '../../src/app';
import { LIMITERS } from '../../src/http/limiters';
import { call } from '../helpers/api';

/** Operations that hash, create an account or collect much data. The rest follow path and method. */
const OWN: Record<string, string[]> = {
  LOGIN_LIMITER: [
    'register',
    'login',
    'createUser',
    'changePassword',
    'eraseMe',
    'exportMe',
    'forgotPassword',
    'resetPassword',
    'verifyEmail',
    'cancelEmailChange',
    'acceptInvitation',
  ],
  SEARCH_LIMITER: ['getModelFacets'],
  PICTURE_LIMITER: ['getPictureFile'],
  READ_LIMITER: ['getReadiness', 'getMetrics'],
};
/** Counts by itself: guesses per address, valid tokens each on their own. */
const BY_ITSELF = ['getCalendarFeed'];

const limiterOf = ({ id, path, method }: (typeof operations)[number]) => {
  if (BY_ITSELF.includes(id)) return [];
  const own = Object.keys(OWN).find((name) => OWN[name]?.includes(id));
  if (own || !path.startsWith('/api/')) return own ? [own] : [];
  return [method === 'get' ? 'READ_LIMITER' : 'WRITE_LIMITER'];
};

describe('a limit', () => {
  it.each(operations.map((one) => [one.id, one] as const))('counts %s once', async (_, one) => {
    const asked: string[] = [];
    const noted = (name: string) => ({
      limit: async () => ({ success: asked.push(name) === 0 }),
    });
    const env = Object.fromEntries(Object.keys(LIMITERS).map((name) => [name, noted(name)]));
    const path = one.path.replaceAll(/:\w+/g, 'x');
    const { status } = await call(one.method.toUpperCase(), path, {
      env,
      headers: { 'CF-Connecting-IP': '198.51.100.77' },
    });
    expect(asked).toEqual(limiterOf(one));
    if (asked.length > 0) expect(status).toBe(429);
  });
});
