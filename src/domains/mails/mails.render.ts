import { html } from 'hono/html';
import type { Language } from '../../i18n/messages';
import { inLanguage, type Text } from '../../i18n/text';
import type { MailText } from './mails.texts';

/** A mail as it is passed to a driver. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}

export type Values = Record<string, string>;

/** Flattens text to one line, so a name cannot inject a header. */
export const toOneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 300);

const fill = (text: Text, language: Language, values: Values) =>
  inLanguage(text, language).replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? toOneLine(values[name] as string) : whole,
  );

/** Returns a mail's lines without its frame, as a summary lists them. */
export const linesOf = (mail: MailText, language: Language, values: Values) => [
  fill(mail.subject, language, values),
  ...mail.lines.map((line) => fill(line, language, values)),
];

/** Renders text and HTML of a mail from one source. No remote images and no open tracking. */
export function render(
  mail: MailText,
  language: Language,
  values: Values,
  { link, more = [] }: { link?: string | undefined; more?: readonly string[] } = {},
): Letter {
  const subject = toOneLine(fill(mail.subject, language, values));
  const lines = [...mail.lines.map((line) => fill(line, language, values)), ...more];
  const button =
    link !== undefined && mail.button ? fill(mail.button, language, values) : undefined;
  const from = values.agency ?? '';
  const text = [
    subject,
    ...lines,
    ...(button ? [`${button}:\n${link}`] : []),
    `— ${toOneLine(from)}`,
  ];
  const heading = html`<h1 style="margin:0 0 16px;font-size:18px;line-height:1.4">${subject}</h1>`;
  const paragraphs = lines.map((line) => html`<p style="margin:0 0 16px">${line}</p>`);
  const action = button
    ? html`<p style="margin:24px 0"><a href="${link}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#22577a;color:#ffffff;text-decoration:none">${button}</a></p><p style="margin:0 0 16px;color:#5b6570;font-size:13px;word-break:break-all">${link}</p>`
    : '';
  const page = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${subject}</title></head>
<body style="margin:0;padding:24px;background:#f4f6f8;color:#1b1f24;font:16px/1.6 system-ui,'Apple SD Gothic Neo','Malgun Gothic',sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px;word-break:keep-all;overflow-wrap:anywhere">
${heading}${paragraphs}${action}
<p style="margin:24px 0 0;color:#5b6570;font-size:13px">${toOneLine(from)}</p>
</div></body></html>
`;
  return { subject, text: `${text.join('\n\n')}\n`, html: String(page) };
}
