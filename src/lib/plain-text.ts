/** Which characters a text may hold. */

const CONTROL = /[\p{Cc}--[\t\n\r]]/v;
const LINE_BREAKS = /[\t\n\r\u2028\u2029]/;

/** Format, filler, tag and bidi characters, variation selectors, and the braille blank. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/v;

/** What holds an emoji together: joiners between pictures, and selectors of how one is shown. */
const EMOJI_JOINTS =
  /(?<=\p{ExtPict}\p{EMod}?\uFE0F?)\u200D(?=\p{ExtPict})|(?<=\p{ExtPict})[\uFE0E\uFE0F]|(?<=[#*\d])\uFE0F(?=\u20E3)/gv;

/** No control characters but tabs and line breaks, no lone surrogates. */
export const isPlainText = (text: string) => text.isWellFormed() && !CONTROL.test(text);

/** One line in which everything can be seen. */
export const isVisibleLine = (text: string) =>
  !LINE_BREAKS.test(text) && !INVISIBLE.test(text.replace(EMOJI_JOINTS, ''));

/** A form that looks the same is the same, and no letters of one alphabet pass for another's. */
export function mixesAlphabets(text: string): boolean {
  const form = text.normalize('NFKC');
  return /\p{Script=Latin}/v.test(form) && /[\p{Script=Cyrillic}\p{Script=Greek}]/v.test(form);
}
