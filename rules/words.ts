/** `pods, secrets and 3 more`. */
export function listed(values: readonly string[]): string {
  const shown = values.slice(0, 3);
  const rest = values.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? '');
}
