/** Bytes of base64 or base64url, with or without padding; undefined where it is neither. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''));
    return Uint8Array.from(binary, character => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

export function textOfBase64(text: string): string | undefined {
  const bytes = bytesOfBase64(text);
  return bytes && new TextDecoder().decode(bytes);
}

export type Claims = Record<string, unknown>;

/** The JSON object that a part of a token holds in base64; undefined where it holds none. */
export function claimsIn(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(textOfBase64(part) ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}
