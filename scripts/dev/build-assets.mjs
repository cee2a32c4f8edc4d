// Fills dist/assets: docs-assets with the files that /docs and /redoc load, so that they need no CDN, and
// page-assets with those of the other pages.
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const swagger = new URL('node_modules/swagger-ui-dist/', root);
const redoc = new URL('node_modules/redoc/', root);
const bundles = new URL('bundles/', redoc);
const target = new URL('dist/assets/docs-assets/', root);
const OWN = {
  'src/docs/static/': target,
  'src/pages/static/': new URL('dist/assets/page-assets/', root),
};
const SOURCE_MAP = /\/[/*]# sourceMappingURL=[\w.-]+\.map(\*\/)?/g;
const NOTE = '/* Changed by scripts/dev/build-assets.mjs of the Model Agency API. */';

function copyCode(from, name, ...patches) {
  let text = readFileSync(new URL(name, from), 'utf8').replace(SOURCE_MAP, '');
  for (const [before, after] of patches) {
    const parts = text.split(before);
    if (parts.length !== 2) throw new Error(`${name} must contain exactly once: ${before}`);
    text = parts.join(after);
  }
  writeFileSync(new URL(name, target), `${text.trimEnd()}\n${NOTE}\n`);
}

// An empty URL keeps ReDoc from loading its footer logo from a CDN. A constructed style sheet needs no
// 'unsafe-inline'. \W matches everything but ASCII, so no Korean word was searchable.
const noLogo = ['"https://cdn.redoc.ly/redoc/logo-mini.svg"', '""'];
const newSheet = 'const s=new CSSStyleSheet;s.replaceSync(e);document.adoptedStyleSheets.push(s)';
const noInlineStyle = ['t.appendChild(document.createTextNode(e))', newSheet];
const trimmer = (not, flag) => `replace(/^${not}+/${flag},"").replace(/${not}+$/${flag},"")`;
const anyLanguage = [trimmer('\\\\W', ''), trimmer('[^\\\\p{L}\\\\p{N}_]', 'u')];

const changedAt = (path) => statSync(new URL(path, root)).mtimeMs;

/** Returns whether all inputs are older than the latest output. */
function isCurrent() {
  const last = new URL('redoc.LICENSE.txt', target);
  if (!existsSync(last)) return false;
  const sources = Object.keys(OWN).flatMap((dir) =>
    readdirSync(new URL(dir, root)).map((name) => dir + name),
  );
  const inputs = [...sources, 'scripts/dev/build-assets.mjs', 'node_modules/.package-lock.json'];
  return inputs.every((path) => changedAt(path) < statSync(last).mtimeMs);
}

/**
 * Fills the folder unless nothing has changed. Overwrites and never empties it, because two builds may run at
 * once.
 */
export function buildAssets() {
  if (isCurrent()) return;
  for (const [dir, to] of Object.entries(OWN)) cpSync(new URL(dir, root), to, { recursive: true });
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js']) copyCode(swagger, name);
  copyCode(bundles, 'redoc.standalone.js', noLogo, noInlineStyle, anyLanguage);
  const licences = /^(swagger-ui-bundle|redoc\.standalone|\w+\.worker)\.js\.LICENSE\.txt$/;
  const copy = (dir, name, as = name) => cpSync(new URL(name, dir), new URL(as, target));
  for (const dir of [swagger, bundles])
    for (const name of readdirSync(dir)) if (licences.test(name)) copy(dir, name);
  for (const name of ['LICENSE', 'NOTICE']) copy(swagger, name, `swagger-ui.${name}.txt`);
  // The last file, by which isCurrent() tells whether all are there.
  copy(redoc, 'LICENSE', 'redoc.LICENSE.txt');
}
