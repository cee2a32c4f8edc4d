// Formats numbers for people.
export function median(values) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Returns a number with three significant digits, or a dash for none. */
export function show(value) {
  if (value === undefined) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : 2);
}

/** Renders a Markdown table. All columns except the first `words` are numbers. */
export function table(head, rows, words = 1) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index < words ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
