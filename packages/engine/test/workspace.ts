import { createHash, createHmac } from 'node:crypto';
import type { Host, Reader, Rule, SecretScanner, Uri } from '@idlint/model';
import { type ConfigFor, createSession, defaultConfig, type Files, type Session, type SessionOptions } from '../src/index.ts';

/** A workspace in memory: tests change its map and tell the session. */
export const filesOf = (map: Map<Uri, string>): Files => ({
  list: () => [...map.keys()].sort(),
  read: uri => {
    const text = map.get(uri);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  },
});

export const testHost: Host = {
  hmac: text => createHmac('sha256', 'test').update(text).digest('hex'),
  sha256: text => createHash('sha256').update(text).digest('hex'),
  now: () => new Date('2026-06-15T12:00:00Z'),
};

const noSecrets: SecretScanner = { rules: [], scan: () => ({ secrets: [] }) };

export interface TestWorkspace {
  map: Map<Uri, string>;
  session: Session;
  /** Errors that the session was told of: none, unless the test is about them. */
  bugs: string[];
}

export interface TestOptions extends Partial<SessionOptions> {
  readers: Reader[];
  rules: Rule[];
}

export function workspaceOf(files: Record<Uri, string>, options: TestOptions): TestWorkspace {
  const map = new Map(Object.entries(files));
  const bugs: string[] = [];
  const configFor: ConfigFor = () => defaultConfig;
  const session = createSession({
    files: filesOf(map),
    scanner: noSecrets,
    host: testHost,
    configFor,
    loadAccess: async () => ({
      breadth: (_, action) => (action === '*' ? 'all' : action.endsWith(':*') ? 'service' : 'some'),
      takesResource: () => ({ is: 'yes', places: [] }),
      builtin: name => (name.startsWith('builtin:') ? { title: name, breadth: 'administrator' } : undefined),
    }),
    onBug: (error, what) => bugs.push(`${what}: ${error}`),
    ...options,
  });
  return { map, session, bugs };
}
