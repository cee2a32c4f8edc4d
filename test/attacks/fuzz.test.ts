import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindings } from '../helpers/api';
import { act } from '../helpers/fuzz/act';
import { loadSpec, type Operation, type Spec } from '../helpers/fuzz/spec';
import { faultsOf, type Step, stepOf } from '../helpers/fuzz/steps';
import { World } from '../helpers/fuzz/world';

const { FUZZ_SEED, FUZZ_RUNS, FUZZ_PATH } = bindings as unknown as Record<string, string>;
const MAX_STEPS = 50;
/** Requests generated for an operation that has not accepted any yet. */
const MAX_ATTEMPTS = 5;
const MINUTE = 60_000;
const MAX_SHRINKING = MINUTE / 3;

/** How often an operation was called, and how often it accepted. */
type Tally = Map<string, { called: number; accepted: number }>;

async function play(
  spec: Spec,
  steps: readonly Step[],
  tally: Tally,
  isEnough = () => false,
): Promise<void> {
  const world = new World(spec);
  await world.stage();
  world.log.length = 0;
  try {
    for (const step of steps) {
      const count = tally.get(step.operation.id) ?? { called: 0, accepted: 0 };
      tally.set(step.operation.id, count);
      count.called += 1;
      if ((await act(world, step)).status < 400) count.accepted += 1;
      if (isEnough()) return;
    }
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`${message}\n\nOn a fresh stage:\n${world.log.join('\n')}\n`);
  }
}

/** Sends an operation's valid request as an admin. */
function plain(operation: Operation, spec: Spec, attempt = 0): Step {
  const seed = Number(FUZZ_SEED) + attempt;
  const [drawn] = fc.sample(stepOf(operation, spec), { numRuns: 1, seed });
  return { ...(drawn as Step), role: 'admin', fault: 'none', condition: 'none' };
}

/** Applies a step to every entity on the stage, as two callers. */
const everywhere = (step: Step): Step[] =>
  Array.from({ length: 10 }, (_, n) => 8 * n + 1).flatMap((pick) =>
    (['admin', 'client'] as const).map((role) => ({ ...step, role, pick })),
  );

describe('the API', () => {
  it('is covered by every kind of fault in every operation', { timeout: MINUTE }, async () => {
    const spec = await loadSpec();
    const faults = spec.operations.flatMap((operation) =>
      // The first fault of each kind, including an unknown field or parameter.
      faultsOf(operation).flatMap((fault) =>
        fault === 'none' ? [] : [{ ...plain(operation, spec), fault, pick: 0 }],
      ),
    );
    await play(spec, faults, new Map());
  });

  it('responds as documented to any request', { timeout: 12 * MINUTE }, async () => {
    const spec = await loadSpec();
    const tally: Tally = new Map();
    const weighted = spec.operations.map((one) => ({
      weight: 1 + 2 * Math.min(one.params.length, 1) + Number(one.method !== 'GET'),
      arbitrary: stepOf(one, spec),
    }));
    const steps = fc.array(fc.oneof(...weighted), {
      minLength: 1,
      maxLength: MAX_STEPS,
      size: 'max',
    });
    let failedAt = Infinity;
    const property = fc.asyncProperty(steps, async (drawn) => {
      // The shrinking budget is used up: ignore the rest.
      if (Date.now() - failedAt > MAX_SHRINKING) return;
      try {
        await play(spec, drawn, tally);
      } catch (error) {
        failedAt = Math.min(failedAt, Date.now());
        throw error;
      }
    });
    const outcome = await fc.check(property, {
      seed: Number(FUZZ_SEED),
      numRuns: Number(FUZZ_RUNS),
      // Generate long sequences from the start; bounds occur often enough anyway.
      unbiased: true,
      ...(FUZZ_PATH && { path: FUZZ_PATH }),
    });
    if (outcome.failed) {
      const { seed, counterexamplePath: path, numShrinks, errorInstance } = outcome;
      const again = `FUZZ_SEED=${seed} FUZZ_PATH=${path} npm run fuzz`;
      const { message } = errorInstance as Error;
      throw new Error(`${message}\nShrunk ${numShrinks} times. To see it again: ${again}`);
    }
    const isLacking = ({ id }: Operation) => !tally.get(id)?.accepted;
    for (const operation of spec.operations.filter(isLacking)) {
      for (let attempt = 0; attempt < MAX_ATTEMPTS && isLacking(operation); attempt++) {
        const steps = everywhere(plain(operation, spec, attempt));
        await play(spec, steps, tally, () => !isLacking(operation));
      }
    }
    const never = spec.operations.filter(isLacking).map(({ id }) => id);
    expect(never, 'operations that accepted nothing').toEqual([]);
  });
});
