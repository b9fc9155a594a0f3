/** Base64 of bytes (RFC 4648). */
export const base64Of = (bytes: Uint8Array): string => {
  let binary = '';
  for (let from = 0; from < bytes.length; from += 8192) binary += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return btoa(binary);
};

/** Undefined where the text is no base64, as Go's decoder sees it: padded, line ends passed over. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  const packed = text.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(packed)) return undefined;
  return Uint8Array.from(atob(packed), character => character.charCodeAt(0));
}
