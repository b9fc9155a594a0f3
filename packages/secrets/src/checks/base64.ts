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
