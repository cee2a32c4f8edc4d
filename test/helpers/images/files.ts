const urls = import.meta.glob<string>('./files/*', {
  query: '?inline',
  import: 'default',
  eager: true,
});

export type Bytes = Uint8Array<ArrayBuffer>;

const decoded = (dataUrl: string): Bytes =>
  Uint8Array.from(atob(dataUrl.slice(dataUrl.indexOf(',') + 1)), (char) => char.charCodeAt(0));

/** Drawn pictures of 330 × 370 by name, from encoders of each format and variant, without metadata. */
export const files: Record<string, Bytes> = Object.fromEntries(
  Object.entries(urls).map(([path, url]) => [path.replace('./files/', ''), decoded(url)]),
);

export function file(name: string): Bytes {
  const found = files[name];
  if (!found) throw new Error(`no file ${name}`);
  return found;
}
