/** Letters that differ from another by more than an accent but are searched as that letter. */
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

/** Letters of alphabets with case and accents, and the full-width Latin letters of East Asian keyboards. */
const FOLDABLE = /(?=[\p{L}\p{M}])[\u00c0-\u1fff\uff21-\uff3a\uff41-\uff5a]/u;

const ACCENTS = /[\u0300-\u036f]/g;

function foldCharacter(character: string): string {
  if (!FOLDABLE.test(character)) return character;
  if (character >= '\uff00') return character.normalize('NFKC').toLowerCase();
  const plain = character.normalize('NFD').replace(ACCENTS, '').toLowerCase().normalize('NFC');
  return [...plain].map((one) => TYPED_AS[one] ?? one).join('');
}

/**
 * Returns the form that searches compare: text without case and accents, `Élise` as `elise`. The database
 * folds stored text by the same rule with its table `letter_folds`. A test compares the two.
 */
export const fold = (text: string): string =>
  [...text.replace(/[A-Z]+/g, (latin) => latin.toLowerCase())].map(foldCharacter).join('');

/** Returns the folded words of a search without duplicates, the longest first, because it is the rarest. */
export function searchTerms(q: string): string[] {
  const words = [...new Set(fold(q).split(/\s+/).filter(Boolean))];
  const isWithinAnother = (word: string) => words.some((one) => one !== word && one.includes(word));
  return words.filter((word) => !isWithinAnother(word)).sort((a, b) => b.length - a.length);
}
