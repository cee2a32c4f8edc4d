// Vite's own types do not come with Vitest. Only this feature is used.
interface ImportMeta {
  glob<T>(
    pattern: string | string[],
    options: { query: string; import: string; eager: true },
  ): Record<string, T>;
  glob(patterns: string[]): Record<string, () => Promise<unknown>>;
}

declare module '*?raw' {
  const text: string;
  export default text;
}
