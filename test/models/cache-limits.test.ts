import { describe, expect, it } from 'vitest';
import { bindings, get, put } from '../helpers/api';
import { newModel, newPerson } from '../helpers/data';

/** A KV that rejects every write except an epoch's first, as the real one does within a second. */
function oneWriteASecond() {
  let writes = 0;
  return new Proxy(bindings.CACHE, {
    get(target, name: keyof KVNamespace) {
      const method = target[name].bind(target) as (...args: unknown[]) => Promise<unknown>;
      return (...args: unknown[]) => {
        const isEpoch = name === 'put' && String(args[0]).endsWith(':epoch');
        if (isEpoch) writes += 1;
        return isEpoch && writes > 1
          ? Promise.reject(new Error('KV PUT failed: 429'))
          : method(...args);
      };
    },
  });
}

describe('a KV that accepts one write a second', () => {
  it('does not hide a write from the next read', async () => {
    const admin = await newPerson('admin');
    const CACHE = oneWriteASecond();
    const { model_id } = await newModel(admin, { name: '한글 캐시' });
    const read = async () => {
      const { body } = await get('/api/v1/models?limit=100', { env: { CACHE } });
      return body.items.find((item: { model_id: string }) => item.model_id === model_id)
        .price_per_hour;
    };
    for (const price_per_hour of [171_000, 172_000, 173_000]) {
      await put(
        `/api/v1/models/${model_id}`,
        { price_per_hour },
        { token: admin.token, env: { CACHE } },
      );
      expect(await read()).toBe(price_per_hour);
      expect(await read()).toBe(price_per_hour);
    }
  });
});
