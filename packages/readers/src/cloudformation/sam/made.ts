import type { Data, MapEntry } from '@idlint/evaluate';
import type { Place } from '@idlint/model';
import { put, textOf, whole } from '../intrinsics/strings.ts';
import type { Working } from '../intrinsics/working.ts';
import type { CfnResource } from '../template.ts';

/** What SAM writes itself: texts, in which `${Name}` stands for a value as in Fn::Sub, and values of the template. */
export type Made = string | Data | Made[] | { [key: string]: Made | undefined };

const isData = (made: Made): made is Data => typeof made === 'object' && 'kind' in made && 'at' in made;

/** As Data that stands where the template asks for it. */
export function made(of: Made, at: Place, working: Working, values: Record<string, Data> = {}): Data {
  if (typeof of === 'string') return of.includes('${') ? working.work(substitution(of, at, values)) : whole(of, at);
  if (Array.isArray(of)) return { kind: 'list', items: of.map(item => made(item, at, working, values)), at };
  if (isData(of)) return of;
  const entries = new Map<string, MapEntry>();
  for (const [key, value] of Object.entries(of))
    if (value !== undefined) entries.set(key, { key: at, value: made(value, at, working, values) });
  return { kind: 'map', entries, at };
}

function substitution(text: string, at: Place, values: Record<string, Data>): Data {
  const given: [string, MapEntry][] = Object.entries(values).map(([name, value]) => [name, { key: at, value }]);
  const arguments_: Data = { kind: 'list', items: [whole(text, at), { kind: 'map', entries: new Map(given), at }], at };
  return { kind: 'map', entries: new Map([['Fn::Sub', { key: at, value: arguments_ }]]), at };
}

/** A resource that SAM makes for another one. */
export function generated(from: CfnResource, id: string, type: string, properties: Made, working: Working, at = from.at): CfnResource {
  const worked = made(properties, at, working);
  const called = from.called === from.id ? id : `${from.called}/${id}`;
  return {
    id,
    called,
    type,
    at,
    exists: from.exists,
    properties: worked.kind === 'map' ? worked : { kind: 'map', entries: new Map(), at },
  };
}

/** The ARN of one of AWS's own policies. */
export const awsPolicy = (path: string): string => `arn:\${AWS::Partition}:iam::aws:policy/${path}`;

/** A trust policy for one service. */
export const trusting = (service: string): Made => ({
  Version: '2012-10-17',
  Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [service] } }],
});

export const allowing = (action: Made, resource: Made): Made => ({ Statement: [{ Action: action, Effect: 'Allow', Resource: resource }] });

/** `bucket/*`, whatever the bucket's ARN is. */
const inside = (bucket: Made): Made =>
  isData(bucket) ? (put([textOf(bucket) ?? whole('', bucket.at), whole('/*', bucket.at)], bucket.at) as Made) : `${bucket}/*`;

/** What puts objects into a bucket, and looks what there is. */
export const writingTo = (bucket: Made): Made => ({
  Statement: [
    { Action: 's3:PutObject', Effect: 'Allow', Resource: inside(bucket) },
    { Action: 's3:ListBucket', Effect: 'Allow', Resource: bucket },
  ],
});
