import { bytesOfBase64 } from './base64.ts';
import type { Check } from './index.ts';

/** PyPI: `pypi-` and a macaroon (version 2, libmacaroons' binary form) located at pypi.org or test.pypi.org. */
export const pypiMacaroon: Check = value => {
  const bytes = bytesOfBase64(value.slice('pypi-'.length));
  // Version 2, a location field (type 1), then an identifier field (type 2).
  if (bytes?.[0] !== 2 || bytes[1] !== 1) return { valid: false };
  const length = bytes[2]!;
  const location = String.fromCharCode(...bytes.subarray(3, 3 + length));
  if (!/^(?:test\.)?pypi\.org$/.test(location)) return { valid: false };
  if (bytes[3 + length] !== 2) return {};
  const rest = String.fromCharCode(...bytes.subarray(3 + length, 3 + length + 600));
  const scope = /"projects":\s?\["([A-Za-z0-9._-]{1,80})"/.exec(rest)?.[1];
  return { known: [`for ${location}`, ...(scope ? [`project ${scope}`] : [])] };
};
