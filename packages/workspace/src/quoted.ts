/** Git writes a name with a quote, a backslash or a control character in it as a C string. */
export function unquoted(name: string): string {
  if (!name.startsWith('"')) return name;
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };
  return name.slice(1, -1).replace(/\\([0-7]{3}|.)/g, (_, code: string) => {
    return code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escapes[code] ?? code);
  });
}
