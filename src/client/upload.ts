import { newXhr, type Xhr } from './platform.js';

const BODYLESS = [204, 205, 304];

function toResponse(xhr: Xhr): Response {
  const headers = new Headers();
  for (const line of xhr
    .getAllResponseHeaders()
    .trim()
    .split(/[\r\n]+/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const body = BODYLESS.includes(xhr.status) ? null : xhr.response;
  return new Response(body, { status: xhr.status, headers });
}

/** Works like `fetch` and reports how many bytes have been sent, if the platform can. */
export async function fetchWithProgress(
  request: Request,
  onProgress: (sent: number, total: number) => void,
): Promise<Response> {
  const xhr = newXhr();
  if (!xhr) return fetch(request);
  const { method, url, headers, signal } = request;
  const body = await request.blob();
  signal.throwIfAborted();
  const abort = () => xhr.abort();
  signal.addEventListener('abort', abort);
  const arrived = new Promise<Response>((resolve, reject) => {
    xhr.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
    xhr.onload = () => resolve(toResponse(xhr));
    xhr.onerror = () => reject(new TypeError('Network request failed'));
    xhr.onabort = () => reject(signal.reason);
  });
  xhr.open(method, url);
  xhr.responseType = 'blob';
  headers.forEach((value, name) => {
    xhr.setRequestHeader(name, value);
  });
  xhr.send(body);
  return arrived.finally(() => signal.removeEventListener('abort', abort));
}
