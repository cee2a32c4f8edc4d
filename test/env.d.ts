// Vite's own types do not come with Vitest; this is the one feature of it in use.
interface ImportMeta {
  glob<T>(
    pattern: string,
    options: { query: string; import: string; eager: true },
  ): Record<string, T>;
}

declare module '*?raw' {
  const text: string;
  export default text;
}
