interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  example?: unknown;
}

interface Described {
  operationId: string;
  security?: object[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { example?: unknown }> };
  'x-codeSamples'?: { lang: string; label: string; source: string }[];
}

const METHODS = ['get', 'post', 'put', 'delete'];

/** Returns what a call needs: its required parameters and the example's body. */
function partsOf({ parameters = [], requestBody }: Described) {
  const values = (place: string) =>
    parameters
      .filter((one) => one.in === place && one.required)
      .map(({ name, example = `<${name}>` }) => [name, String(example)] as [string, string]);
  const [type] = Object.keys(requestBody?.content ?? {});
  const body = type === 'application/json' ? requestBody?.content[type]?.example : undefined;
  return { path: values('path'), query: values('query'), type, body };
}

type Parts = ReturnType<typeof partsOf>;

function urlOf(path: string, { path: ids, query }: Parts): string {
  const filled = ids.reduce((text, [name, value]) => text.replace(`{${name}}`, value), path);
  return query.length > 0 ? `${filled}?${new URLSearchParams(query)}` : filled;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function curl(method: string, url: string, parts: Parts, isSecured: boolean): string {
  const { type, body } = parts;
  const content = type === 'application/json' ? quoted(JSON.stringify(body)) : '@file';
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"${url}"`,
    ...(isSecured ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(type ? [`-H 'Content-Type: ${type}'`] : []),
    ...(type ? [`${type === 'application/json' ? '-d' : '--data-binary'} ${content}`] : []),
  ];
  return lines.join(' \\\n  ');
}

/** Renders an object as TypeScript, without quotes around names that need none. */
const literal = (value: unknown) =>
  JSON.stringify(value, null, 2).replaceAll(/^(\s*)"(\w+)":/gm, '$1$2:');

function typescript(id: string, { path, query, type, body }: Parts): string {
  const input = {
    ...(path.length > 0 && { path: Object.fromEntries(path) }),
    ...(query.length > 0 && { query: Object.fromEntries(query) }),
    ...(body !== undefined && { body }),
  };
  const isRaw = type && type !== 'application/json';
  const text = Object.keys(input).length > 0 ? literal(input) : '';
  if (!isRaw) return `await api.${id}(${text});`;
  return `await api.${id}(${text ? text.replace(/\n}$/, ',\n  body: file\n}') : '{ body: file }'});`;
}

/** Adds code samples for curl and the typed client to every operation, in place. */
export function addCodeSamples(document: object, server: string): void {
  const { paths = {} } = document as { paths?: Record<string, Record<string, Described>> };
  const base = server === '/' ? '$API' : server;
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of METHODS) {
      const operation = methods[method];
      if (!operation) continue;
      const parts = partsOf(operation);
      const isSecured = (operation.security ?? []).length > 0;
      const url = `${base}${urlOf(path, parts)}`;
      const isApi = path.startsWith('/api/');
      const ts = isApi ? typescript(operation.operationId, parts) : `await fetch('${path}');`;
      operation['x-codeSamples'] = [
        { lang: 'Shell', label: 'curl', source: curl(method, url, parts, isSecured) },
        { lang: 'TypeScript', label: 'TypeScript', source: ts },
      ];
    }
  }
}
