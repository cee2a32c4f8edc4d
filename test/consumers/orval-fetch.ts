/** The URL and token for Orval's calls. */
export const connection = { baseUrl: '', token: '' };

/** Orval's functions call this instead of `fetch`. */
export async function send<T>(path: string, init: RequestInit): Promise<T> {
  const headers = new Headers(init.headers);
  if (connection.token) headers.set('Authorization', `Bearer ${connection.token}`);
  const answer = await fetch(connection.baseUrl + path, { ...init, headers });
  return { status: answer.status, data: await answer.json(), headers: answer.headers } as T;
}
