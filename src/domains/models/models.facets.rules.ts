import { BOARDS, type Board, GENDERS } from '../../db/constants';

type Gender = (typeof GENDERS)[number];

/** Models that share the same values, with their lowest and highest price. */
export interface FacetGroup {
  boards: Board[];
  gender: Gender | null;
  isAvailable: boolean;
  /** Whether their prices are within the requested bounds. */
  inPrice: boolean;
  count: number;
  min: number;
  max: number;
}

interface Chosen {
  board?: Board | undefined;
  gender?: Gender | undefined;
  is_available?: boolean | undefined;
}

const sum = (groups: FacetGroup[]) => groups.reduce((total, { count }) => total + count, 0);

const byKey = <K extends string, V>(keys: readonly K[], read: (key: K) => V) =>
  Object.fromEntries(keys.map((key) => [key, read(key)])) as Record<K, V>;

/**
 * Counts models by value. Each facet applies the filters on all the *others*. Every count is null if there
 * were too many models to scan.
 */
export function facetsOf(groups: FacetGroup[] | undefined, chosen: Chosen) {
  const tests = {
    board: (group: FacetGroup) => chosen.board === undefined || group.boards.includes(chosen.board),
    gender: (group: FacetGroup) => chosen.gender === undefined || group.gender === chosen.gender,
    availability: (group: FacetGroup) =>
      chosen.is_available === undefined || group.isAvailable === chosen.is_available,
    price: (group: FacetGroup) => group.inPrice,
  };
  const without = (facet?: keyof typeof tests) =>
    groups?.filter((group) =>
      Object.entries(tests).every(([name, test]) => name === facet || test(group)),
    );
  const count = (among: FacetGroup[] | undefined, has: (group: FacetGroup) => boolean) =>
    among ? sum(among.filter(has)) : null;
  const [forBoard, forGender, forAvailability, forPrice] = [
    without('board'),
    without('gender'),
    without('availability'),
    without('price'),
  ];
  const isAvailable = (flag: boolean) =>
    count(forAvailability, (group) => group.isAvailable === flag);
  const prices = forPrice?.length ? forPrice : undefined;
  return {
    total: count(without(), () => true),
    boards: byKey(BOARDS, (board) => count(forBoard, ({ boards }) => boards.includes(board))),
    genders: byKey(GENDERS, (one) => count(forGender, ({ gender }) => gender === one)),
    is_available: { true: isAvailable(true), false: isAvailable(false) },
    price: {
      min: prices ? Math.min(...prices.map(({ min }) => min)) : null,
      max: prices ? Math.max(...prices.map(({ max }) => max)) : null,
    },
  };
}
