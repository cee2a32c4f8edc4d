import { SwaggerUI } from '@hono/swagger-ui';
import { LANGUAGES, type Language } from '../i18n/messages';

const ASSETS = '/docs-assets';

function policy(styles: string, workers: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    // Both UIs draw arrows and icons from data: URIs in their code.
    "img-src 'self' data:",
    "connect-src 'self'",
    `worker-src ${workers}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

// The hash of the empty string: ReDoc adds an empty style element and fills it through the CSSOM.
const EMPTY = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** Each page's Content-Security-Policy. */
export const docsCsp = {
  swagger: policy("'self'", "'none'"),
  // ReDoc runs its search in a worker from a blob.
  redoc: policy(`'self' ${EMPTY}`, 'blob:'),
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const link = (name: string) => `<link rel="stylesheet" href="${ASSETS}/${name}">`;
const script = (name: string) => `<script src="${ASSETS}/${name}"></script>`;

interface Page {
  title: string;
  language: Language;
  /** The page's path. */
  path: '/docs' | '/redoc';
  head: string;
  body: string;
}

const PAGES = [
  ['/docs', 'Swagger UI'],
  ['/redoc', 'ReDoc'],
  ['/openapi.json', 'openapi.json'],
] as const;

const NAMES: Record<Language, string> = { ko: '한국어', en: 'English' };

const anchor = (href: string, text: string, isHere: boolean) =>
  `<a href="${href}"${isHere ? ' aria-current="page"' : ''}>${text}</a>`;

/** Renders links to the other pages and to this page in the other languages. */
function bar({ language, path }: Page): string {
  const pages = PAGES.map(([to, text]) => anchor(`${to}?lang=${language}`, text, to === path));
  const languages = LANGUAGES.map((one) =>
    anchor(`${path}?lang=${one}`, NAMES[one], one === language).replace(
      '<a ',
      `<a lang="${one}" hreflang="${one}" `,
    ),
  );
  return `<nav class="bar"><span>${pages.join('')}</span><span>${languages.join('')}</span></nav>`;
}

const page = (page: Page): string => `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)}</title>
${page.head}
${link('docs.css')}
</head>
<body>
${bar(page)}
${page.body}
</body>
</html>
`;

// The package would load assets from a CDN, which the policy forbids. Ours are deployed with the Worker.
const swaggerBody = () =>
  ['<div id="swagger-ui"></div>', script('swagger-ui-bundle.js'), script('swagger-init.js')].join(
    '\n',
  );

/** Renders Swagger UI, where operations can be tried out. */
export const swaggerPage = (title: string, language: Language): string =>
  page({
    title,
    language,
    path: '/docs',
    head: link('swagger-ui.css'),
    body: SwaggerUI({ url: '/openapi.json', manuallySwaggerUIHtml: swaggerBody }),
  });

/** Renders ReDoc, the reference for reading. */
export const redocPage = (title: string, language: Language): string =>
  page({
    title,
    language,
    path: '/redoc',
    head: '',
    body: ['<div id="redoc"></div>', script('redoc.standalone.js'), script('redoc-init.js')].join(
      '\n',
    ),
  });
