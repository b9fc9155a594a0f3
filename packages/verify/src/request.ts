import type { SecretVerification } from '@idlint/model';
import { signed } from './aws-signature.ts';

export interface Asked {
  value: string;
  /** The id that belongs to it, where one stands beside it. */
  id?: string;
}

export interface Request {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
}

/** The question with the secret in it. A secret in a path or a query is percent-encoded (RFC 3986). */
export function requestOf({ method, url, headers, body, sign }: SecretVerification, { value, id }: Asked, now: Date): Request {
  const basic = Buffer.from(`${value}:`).toString('base64');
  const filled = (text: string, secret = value) => text.replaceAll('{secret}', () => secret).replaceAll('{basic}', () => basic);
  const request: Request = {
    method,
    url: filled(url, encodeURIComponent(value).replaceAll('%3A', ':')),
    headers: {
      'user-agent': 'idlint',
      ...Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, filled(text)])),
    },
    ...(body === undefined ? {} : { body: filled(body) }),
  };
  return sign && id !== undefined ? signed(request, { ...sign, id, secret: value, now }) : request;
}
