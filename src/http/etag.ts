/** The strong ETag of a resource version; `variant` sets representations of one version apart. */
export function etagOf(version: number, variant = ''): string {
  return `"${version}${variant && `-${variant}`}"`;
}

/**
 * The versions that If-Match allows: undefined when there is no condition ("*" or no header),
 * an empty list when nothing can match. Weak tags never match (RFC 9110 §13.1.1).
 */
export function versionsOf(ifMatch: string | undefined): number[] | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  return ifMatch.split(',').flatMap((tag) => {
    const version = /^\s*"(\d{1,15})(?:-\w+)?"\s*$/.exec(tag)?.[1];
    return version ? [Number(version)] : [];
  });
}
