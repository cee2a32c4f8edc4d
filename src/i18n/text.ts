/** Languages the API speaks; the first is the default. */
export const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** [Korean, English]. */
export type Text = readonly [string, string];

/** A text in one of the languages. */
export const inLanguage = (text: Text, language: Language) =>
  text[LANGUAGES.indexOf(language)] ?? text[0];
