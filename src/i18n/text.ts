import { LANGUAGES, type Language } from './messages';

/** [Korean, English]. */
export type Text = readonly [string, string];

/** A text in one of the languages. */
export const inLanguage = (text: Text, language: Language) =>
  text[LANGUAGES.indexOf(language)] ?? text[0];
