import { createHash, createHmac } from 'node:crypto';
import type { Request } from './request.ts';

interface Signing {
  id: string;
  secret: string;
  service: string;
  region: string;
  now: Date;
}

/** The request with AWS Signature Version 4 ("Signing AWS API requests", IAM user guide). Its path is `/` and it has no query. */
export function signed(request: Request, { id, secret, service, region, now }: Signing): Request {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const { host } = new URL(request.url);
  const headers: Record<string, string> = { ...request.headers, host, 'x-amz-date': time };
  const names = Object.keys(headers)
    .filter(name => name !== 'user-agent')
    .sort();
  const list = names.join(';');
  const canonical = [
    request.method,
    '/',
    '',
    ...names.map(name => `${name}:${headers[name]!.trim()}`),
    '',
    list,
    sha256(request.body ?? ''),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>((from, part) => hmac(from, part), `AWS4${secret}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString('hex');
  const { host: _, ...sent } = headers;
  return {
    ...request,
    headers: { ...sent, authorization: `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${list}, Signature=${signature}` },
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();
