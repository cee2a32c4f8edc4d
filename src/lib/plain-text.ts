/** Rules for the characters that a text may contain. */

const CONTROL = /[\p{Cc}--[\t\n\r]]/v;
const LINE_BREAKS = /[\t\n\r\u2028\u2029]/;

/** Format, filler, tag and bidi characters, variation selectors, and the braille blank. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/v;

/** Characters that hold an emoji together: joiners and presentation selectors. */
const EMOJI_JOINTS =
  /(?<=\p{ExtPict}\p{EMod}?\uFE0F?)\u200D(?=\p{ExtPict})|(?<=\p{ExtPict})[\uFE0E\uFE0F]|(?<=[#*\d])\uFE0F(?=\u20E3)/gv;

/** Returns whether a text has no control characters except tabs and line breaks, and no lone surrogates. */
export const isPlainText = (text: string) => text.isWellFormed() && !CONTROL.test(text);

/** Returns whether a text is a single line of visible characters only. */
export const isVisibleLine = (text: string) =>
  !LINE_BREAKS.test(text) && !INVISIBLE.test(text.replace(EMOJI_JOINTS, ''));

/**
 * Returns whether a text mixes alphabets, so that letters of one could pass for another's. Compares a
 * compatibility form, so that characters that look the same count as the same.
 */
export function mixesAlphabets(text: string): boolean {
  const form = text.normalize('NFKC');
  return /\p{Script=Latin}/v.test(form) && /[\p{Script=Cyrillic}\p{Script=Greek}]/v.test(form);
}
