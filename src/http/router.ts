import type { Result } from 'hono/router';
import { TrieRouter } from 'hono/router/trie-router';

/** Hono's TrieRouter that looks up a path without parameters but once: most calls are for a few such. */
export class LiteralRouter<T> extends TrieRouter<T> {
  readonly #literals = new Set<string>();
  readonly #found = new Map<string, Result<T>>();

  override add(method: string, path: string, handler: T): void {
    super.add(method, path, handler);
    if (!/[:*]/.test(path)) this.#literals.add(path);
    this.#found.clear();
  }

  override match(method: string, path: string): Result<T> {
    const key = `${method} ${path}`;
    const known = this.#found.get(key);
    if (known) return known;
    const found = super.match(method, path);
    if (this.#literals.has(path) && METHODS.has(method)) this.#found.set(key, found);
    return found;
  }
}

/** The caller chooses the method: only these are remembered. */
const METHODS = new Set(['ALL', 'GET', 'POST', 'PUT', 'DELETE']);
