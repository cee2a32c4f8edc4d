import type { Language } from '../i18n/messages';

const ASSETS = '/docs-assets';

function policy(styles: string, workers: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    // Both draw their arrows and icons from data: URIs in their own code.
    "img-src 'self' data:",
    "connect-src 'self'",
    `worker-src ${workers}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

// The hash of nothing: ReDoc adds an empty style element, then fills it through the CSSOM.
const EMPTY = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The Content-Security-Policy of each page. */
export const docsCsp = {
  swagger: policy("'self'", "'none'"),
  // ReDoc starts its search as a worker from a blob.
  redoc: policy(`'self' ${EMPTY}`, 'blob:'),
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const link = (name: string) => `<link rel="stylesheet" href="${ASSETS}/${name}">`;
const script = (name: string) => `<script src="${ASSETS}/${name}"></script>`;

/** The body of the page of Swagger UI, where the operations can be tried out. */
export const swaggerBody = [
  link('swagger-ui.css'),
  link('docs.css'),
  '<div id="swagger-ui"></div>',
  script('swagger-ui-bundle.js'),
  script('swagger-init.js'),
].join('\n');

/** The page of ReDoc, which is for reading. */
export const redocPage = (title: string, language: Language): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
${link('docs.css')}
</head>
<body>
<div id="redoc"></div>
${script('redoc.standalone.js')}
${script('redoc-init.js')}
</body>
</html>
`;
