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

function page(title: string, root: string, styles: string[], scripts: string[]): string {
  const links = styles.map((name) => `<link rel="stylesheet" href="${ASSETS}/${name}">`);
  const tags = scripts.map((name) => `<script src="${ASSETS}/${name}"></script>`);
  return `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E">
${links.join('\n')}
</head>
<body>
<div id="${root}"></div>
${tags.join('\n')}
</body>
</html>
`;
}

/** The page of Swagger UI, where the operations can be tried out. */
export function swaggerPage(title: string): string {
  const scripts = ['swagger-ui-bundle.js', 'swagger-init.js'];
  return page(title, 'swagger-ui', ['swagger-ui.css', 'docs.css'], scripts);
}

/** The page of ReDoc, which is for reading. */
export function redocPage(title: string): string {
  return page(title, 'redoc', ['docs.css'], ['redoc.standalone.js', 'redoc-init.js']);
}
