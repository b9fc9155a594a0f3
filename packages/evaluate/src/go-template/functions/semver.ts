import { define, type FunctionDefinition } from '../define.ts';
import { fault } from '../fault.ts';
import { type Str, str } from '../text.ts';
import { bool, int64, type Native } from '../value.ts';

/** Semantic versions and constraints as Masterminds/semver understands them. http://masterminds.github.io/sprig/semver.html */
export const semver: Record<string, FunctionDefinition> = {
  semver: define('string', ([text]) => {
    const version = parseVersion(text.value);
    if (!version) throw fault('an invalid semantic version');
    return nativeVersion(version, text);
  }),
  semverCompare: define('string string', ([constraint, text]) => {
    const version = parseVersion(text.value);
    if (!version) throw fault('an invalid semantic version');
    const answer = satisfies(version, constraint.value);
    if (answer === undefined) throw fault('an improper constraint of versions');
    return bool(answer);
  }),
};

interface Version {
  numbers: [number, number, number];
  prerelease: string;
  metadata: string;
  written: string;
}

const pattern = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

function parseVersion(text: string): Version | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, major, minor = '0', patch = '0', prerelease = '', metadata = ''] = match;
  return { numbers: [Number(major), Number(minor), Number(patch)], prerelease, metadata, written: text };
}

const textOf = ({ numbers, prerelease, metadata }: Version): string =>
  numbers.join('.') + (prerelease && `-${prerelease}`) + (metadata && `+${metadata}`);

function nativeVersion(version: Version, { from }: Str): Native {
  const [major, minor, patch] = version.numbers;
  const next = (numbers: Version['numbers']): Native =>
    nativeVersion({ numbers, prerelease: '', metadata: '', written: numbers.join('.') }, str('', from));
  return {
    kind: 'native',
    type: '*semver.Version',
    fields: {},
    text: str(textOf(version), from && { ...from, exact: false }),
    methods: {
      Major: () => ({ ...int64(major), ...(from ? { from } : {}) }),
      Minor: () => ({ ...int64(minor), ...(from ? { from } : {}) }),
      Patch: () => ({ ...int64(patch), ...(from ? { from } : {}) }),
      Prerelease: () => str(version.prerelease, from),
      Metadata: () => str(version.metadata, from),
      Original: () => str(version.written, from),
      String: () => str(textOf(version), from),
      IncMajor: () => next([major + 1, 0, 0]),
      IncMinor: () => next([major, minor + 1, 0]),
      IncPatch: () => next(version.prerelease ? [major, minor, patch] : [major, minor, patch + 1]),
      Compare: ([other]) => int64(compareVersions(version, versionOf(other))),
      LessThan: ([other]) => bool(compareVersions(version, versionOf(other)) < 0),
      GreaterThan: ([other]) => bool(compareVersions(version, versionOf(other)) > 0),
      Equal: ([other]) => bool(compareVersions(version, versionOf(other)) === 0),
    },
  };
}

function versionOf(value: unknown): Version {
  const version = parseVersion((value as Native | undefined)?.text?.value ?? '');
  if (!version) throw fault('what is no version');
  return version;
}

function compareVersions(a: Version, b: Version): number {
  for (const [index, number] of a.numbers.entries()) if (number !== b.numbers[index]) return number < b.numbers[index]! ? -1 : 1;
  if (a.prerelease === b.prerelease) return 0;
  if (a.prerelease === '') return 1;
  if (b.prerelease === '') return -1;
  const [x, y] = [a.prerelease.split('.'), b.prerelease.split('.')];
  for (let at = 0; at < Math.max(x.length, y.length); at++) {
    const [p, q] = [x[at], y[at]];
    if (p === q) continue;
    if (p === undefined) return -1;
    if (q === undefined) return 1;
    const [m, n] = [/^\d+$/.test(p), /^\d+$/.test(q)];
    if (m && n) return Math.sign(Number(p) - Number(q));
    if (m !== n) return m ? -1 : 1;
    return p < q ? -1 : 1;
  }
  return 0;
}

interface Constraint {
  operator: string;
  version: Version;
  /** How many of its numbers are given: `1.x` has one. */
  given: number;
}

const part = '[xX*]|\\d+';
const one = new RegExp(
  `^\\s*(=<|=>|!=|<=|>=|~>|[=<>~^]|)\\s*v?(${part})(?:\\.(${part}))?(?:\\.(${part}))?(?:-([0-9A-Za-z.-]+))?(?:\\+([0-9A-Za-z.-]+))?(?:\\s*,\\s*|\\s+|$)`,
);

function constraintsIn(text: string): Constraint[] | undefined {
  const found: Constraint[] = [];
  // `1.2 - 1.4` is a range.
  let rest = text.replace(/(\S+)\s+-\s+(\S+)/g, (_, low: string, high: string) => `>=${low}, <=${high}`).trim();
  if (rest === '') rest = '*';
  while (rest !== '') {
    const match = one.exec(rest);
    if (!match) return undefined;
    rest = rest.slice(match[0].length);
    const numbers = [match[2]!, match[3], match[4]];
    const wild = numbers.findIndex(number => number === undefined || /^[xX*]$/.test(number));
    const given = wild < 0 ? 3 : wild;
    const known = numbers.map((number, index) => (index < given ? Number(number) : 0)) as Version['numbers'];
    const version: Version = { numbers: known, prerelease: match[5] ?? '', metadata: match[6] ?? '', written: '' };
    found.push({ operator: match[1]!, version, given });
  }
  return found;
}

/** Undefined where the constraint is none. */
export function satisfies(version: Version | string, constraint: string): boolean | undefined {
  const parsed = typeof version === 'string' ? parseVersion(version) : version;
  if (!parsed) return undefined;
  const choices = constraint.split('||').map(constraintsIn);
  if (choices.some(choice => choice === undefined)) return undefined;
  return choices.some(choice => choice!.every(each => holds(parsed, each)));
}

function holds(version: Version, { operator, version: bound, given }: Constraint): boolean {
  // A pre-release is taken only by who asks for pre-releases.
  if (version.prerelease !== '' && bound.prerelease === '' && operator !== '!=') return false;
  const order = compareVersions(version, bound);
  const [major, minor, patch] = version.numbers;
  const [a, b, c] = bound.numbers;
  const sameGiven = (given < 1 || major === a) && (given < 2 || minor === b) && (given < 3 || patch === c);
  switch (operator) {
    case '!=':
      return given < 3 ? !(sameGiven && !(version.prerelease !== '' && bound.prerelease === '')) : order !== 0;
    case '>':
      if (given === 3) return order > 0;
      return given === 0 ? false : order > 0 && !sameGiven;
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      return given === 3 ? order <= 0 : order < 0 || sameGiven;
    case '^':
      return order >= 0 && caret(version, bound, given);
    case '~':
    case '~>':
      if (given === 0) return true;
      return order >= 0 && major === a && (given < 2 || minor === b);
    default:
      if (given === 0) return true;
      if (given < 3) return order >= 0 && major === a && (given < 2 || minor === b);
      return order === 0;
  }
}

/** The leftmost number that is not zero stays. */
function caret({ numbers: [major, minor, patch] }: Version, { numbers: [a, b, c] }: Version, given: number): boolean {
  if (a > 0 || given < 2) return major === a;
  if (major > 0) return false;
  if (b > 0 || given < 3) return minor === b;
  if (minor !== 0) return false;
  return c > 0 ? patch === c : patch === 0;
}
