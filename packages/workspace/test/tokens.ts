import { createHmac } from 'node:crypto';
import { placeOf, type Secret, type SourceDocument } from '@idlint/model';

/** Stands for a scanner: a form of its own, so that an oracle can look for it as well. */
export const form = /tok_[a-z0-9]{24}_end/g;

export const scan = (document: SourceDocument): Secret[] =>
  [...document.text.matchAll(form)].map(match => ({
    kind: 'secret',
    key: `${document.uri}#${match.index}`,
    platform: 'source',
    at: placeOf(document.uri, match.index, match.index + match[0].length),
    exists: true,
    names: [],
    rule: 'token',
    name: 'Token',
    mask: 'tok_…',
    fingerprint: createHmac('sha256', 'key').update(match[0]).digest('hex'),
    confidence: 'high',
    known: [],
  }));

/** Numbers that look random and are the same each time. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export const token = (random: (below: number) => number): string =>
  `tok_${Array.from({ length: 24 }, () => 'abcdefghijklmnopqrstuvwxyz0123456789'[random(36)]).join('')}_end`;
