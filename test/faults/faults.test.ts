import { describe, expect, it } from 'vitest';
import security from '../../SECURITY.md?raw';
import { type Answer, bindings } from '../helpers/api';
import { findings } from '../helpers/data';
import { CALLS } from '../helpers/faults/calls';
import { OUTAGES, type Outage } from '../helpers/faults/outages';

const LEAKS =
  /D1_[A-Z]+:|Unspecified|D1 DB|SQLITE|Network connection|object to be reset|KV (GET|PUT)|foreign/;

/**
 * Runs a story in every variant of an outage. Returns the statuses that a client sees and what is left at the
 * end.
 */
async function live({ ends, tell }: (typeof CALLS)[string], outage: Outage) {
  const seen = new Set<number>();
  let recovers = true;
  for (const env of outage.environments()) {
    const { send, left } = await tell();
    const answers: Answer[] = [];
    while (answers.length < outage.patience && (answers.at(-1)?.status ?? 503) === 503) {
      answers.push(await send(env));
    }
    for (const { status, headers, text } of answers) {
      seen.add(status);
      expect([...ends, 503]).toContain(status);
      expect(headers.get('Retry-After') === '5').toBe(status === 503);
      expect(text).not.toMatch(LEAKS);
    }
    if (answers.at(-1)?.status === 503) recovers = false;
    if (left) expect(await left()).toBe(recovers ? 1 : 0);
  }
  return { statuses: [...seen].sort(), recovers };
}

const cells = new Map<string, string>();

describe.each(OUTAGES)('while $name', (outage) => {
  it.each(Object.keys(CALLS))('%s', async (name) => {
    const call = CALLS[name] as (typeof CALLS)[string];
    const { statuses, recovers } = await live(call, outage);
    expect(recovers || outage.lasts).toBe(true);
    cells.set(`${outage.name}/${name}`, statuses.join(' · '));
  });
});

describe('the fault matrix', () => {
  const table = () => {
    const names = OUTAGES.map((outage) => outage.name);
    const row = (values: string[]) => `| ${values.join(' | ')} |`;
    const lines = Object.keys(CALLS).map((name) =>
      row([name, ...names.map((outage) => cells.get(`${outage}/${name}`) ?? '?')]),
    );
    return [row(['call', ...names]), row(['---', ...names.map(() => '---')]), ...lines].join('\n');
  };

  it('in SECURITY.md matches this run', () => {
    if (bindings.PRINT_FAULT_MATRIX)
      console.log(`<!-- fault-matrix -->\n\n${table()}\n\n<!-- /fault-matrix -->`);
    const plain = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
    if (!bindings.PRINT_FAULT_MATRIX) expect(plain(security)).toContain(plain(table()));
  });

  it('leaves the database intact', async () => expect(await findings()).toEqual([]));
});
