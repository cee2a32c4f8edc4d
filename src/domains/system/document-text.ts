import { version } from '../../../package.json';
import type { Settings } from '../../env';
import type { Operation } from '../../http/operation';
import { publicUrlOf } from '../../http/public-url';
import type { Language } from '../../i18n/messages';
import { buildDocument } from '../../openapi/document';

const DAY = 86_400_000;

interface Asked {
  settings: Settings;
  language: Language;
  /** The origin of the request. */
  origin: string;
  /** Epoch milliseconds. */
  now: number;
}

/** Returns the API's URL for the document's reader. Text that depends on a request's origin is not shared. */
function serverOf({ settings, origin }: Asked) {
  const server = publicUrlOf(settings, origin) ?? '/';
  return { server, isShared: server !== origin || settings.PUBLIC_URL === origin };
}

/**
 * Creates the document's text, once per isolate, day and language. Text that contains a request's origin is
 * neither stored nor cacheable (`isShared` is false).
 */
export function createDocumentTexts(operations: () => readonly Operation[]) {
  const texts = new Map<Language, { key: string; text: string }>();
  return (asked: Asked) => {
    const { settings, language, now } = asked;
    const { server, isShared } = serverOf(asked);
    const today = Math.floor(now / DAY) * DAY;
    const key = `${settings.APP_NAME} ${server} ${today}`;
    const known = texts.get(language);
    if (isShared && known?.key === key) return { text: known.text, isShared };
    const info = { title: settings.APP_NAME, version };
    const document = buildDocument(operations(), info, language, { server, today });
    const text = JSON.stringify(document);
    if (isShared) texts.set(language, { key, text });
    return { text, isShared };
  };
}
