/** Letters that differ from another one by more than an accent, and are typed as that one all the same. */
const TYPED_AS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
};

/** Letters of alphabets with case and accents, and the full-width Latin ones of East Asian keyboards. */
const FOLDABLE = /(?=[\p{L}\p{M}])[\u00c0-\u1fff\uff21-\uff3a\uff41-\uff5a]/u;

const ACCENTS = /[\u0300-\u036f]/g;

function foldCharacter(character: string): string {
  if (!FOLDABLE.test(character)) return character;
  if (character >= '\uff00') return character.normalize('NFKC').toLowerCase();
  const plain = character.normalize('NFD').replace(ACCENTS, '').toLowerCase().normalize('NFC');
  return [...plain].map((one) => TYPED_AS[one] ?? one).join('');
}

/**
 * What searches compare: text without case and accents, `Élise` as `elise`. The database folds what it
 * stores by the same rule, letter by letter from its table `letter_folds`, which a test holds against this.
 */
export const fold = (text: string): string =>
  [...text.replace(/[A-Z]+/g, (latin) => latin.toLowerCase())].map(foldCharacter).join('');

/** The words of a search, folded, each once, the longest (which the fewest rows have) first. */
export function searchTerms(q: string): string[] {
  const words = [...new Set(fold(q).split(/\s+/).filter(Boolean))];
  const isWithinAnother = (word: string) => words.some((one) => one !== word && one.includes(word));
  return words.filter((word) => !isWithinAnother(word)).sort((a, b) => b.length - a.length);
}
