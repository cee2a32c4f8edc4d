interface Parameter {
  name: string;
  in: string;
}

interface Shareable {
  paths?: Record<string, Record<string, { parameters?: object[] }>>;
  components?: { parameters?: object };
}

const pascal = (text: string) =>
  text.replaceAll(/(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());

const nameOf = (parameter: Parameter) => pascal(`${parameter.name} ${parameter.in}`);

/** Moves parameters that several operations share to components, in place. */
export function shareParameters<T extends object>(document: T): T {
  const { paths = {}, components = {} } = document as Shareable;
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const all = operations.flatMap(({ parameters = [] }) => parameters as Parameter[]);
  const seen = new Set<string>();
  const shared = new Map<string, Parameter>();
  for (const parameter of all) {
    const text = JSON.stringify(parameter);
    const name = nameOf(parameter);
    if (seen.has(text) && !shared.has(name)) shared.set(name, parameter);
    seen.add(text);
  }
  for (const operation of operations) {
    if (!operation.parameters) continue;
    operation.parameters = (operation.parameters as Parameter[]).map((parameter) => {
      const one = shared.get(nameOf(parameter));
      const isShared = one && JSON.stringify(one) === JSON.stringify(parameter);
      return isShared ? { $ref: `#/components/parameters/${nameOf(parameter)}` } : parameter;
    });
  }
  components.parameters = Object.fromEntries(shared);
  return document;
}
