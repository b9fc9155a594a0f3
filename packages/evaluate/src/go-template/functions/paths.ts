import { define, type FunctionDefinition } from '../define.ts';
import { fault } from '../fault.ts';
import { type Str, str } from '../text.ts';
import { bool, type Dict, dict, type Value } from '../value.ts';

/** Sprig's functions of paths and addresses. http://masterminds.github.io/sprig/paths.html, …/url.html */
const plain: Record<string, FunctionDefinition> = {
  base: define('string', ([path]) => str(base(path.value))),
  dir: define('string', ([path]) => str(clean(path.value.slice(0, path.value.lastIndexOf('/') + 1)))),
  clean: define('string', ([path]) => str(clean(path.value))),
  ext: define('string', ([path]) => str(/\.[^./]*$/.exec(path.value)?.[0] ?? '')),
  isAbs: define('string', ([path]) => bool(path.value.startsWith('/'))),
};

export const paths: Record<string, FunctionDefinition> = {
  ...plain,
  ...Object.fromEntries(
    Object.entries(plain).map(([name, definition]) => [`os${name[0]!.toUpperCase()}${name.slice(1)}`, definition] as const),
  ),
  urlParse: define('string', ([text]) => parsedUrl(text)),
  urlJoin: define('map', ([parts]) => str(joinedUrl(parts))),
};

function base(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

export function clean(path: string): string {
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push(part);
  }
  return `${rooted ? '/' : ''}${kept.join('/')}` || (rooted ? '/' : '.');
}

const urlPattern = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/(?:([^/?#@]*)@)?([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

function parsedUrl(text: Str): Dict {
  const [, scheme = '', user, host = '', path = '', query = '', fragment = ''] = urlPattern.exec(text.value) ?? [];
  if (/%(?![\da-fA-F]{2})/.test(path) || /[\x00-\x20\x7f]/.test(text.value.split('#')[0]!)) throw fault('an address that can not be read');
  const opaque = scheme !== '' && !text.value.startsWith(`${scheme}://`) && !path.startsWith('/') ? path : '';
  const hostname = /^\[([^\]]*)\]/.exec(host)?.[1] ?? host.replace(/:\d*$/, '');
  const parts = {
    fragment: decoded(fragment),
    host,
    hostname,
    opaque,
    path: opaque === '' ? decoded(path) : '',
    query,
    scheme: scheme.toLowerCase(),
    userinfo: user ?? '',
  };
  return dict(Object.entries(parts).map(([key, value]) => [key, str(value, text.from)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function joinedUrl({ entries }: Dict): string {
  const part = (name: string): string => {
    const value: Value | undefined = entries.get(name);
    return value?.kind === 'string' ? value.value : '';
  };
  const scheme = part('scheme') && `${part('scheme')}:`;
  if (part('opaque')) return scheme + part('opaque') + (part('query') && `?${part('query')}`);
  const user = part('userinfo') && `${part('userinfo')}@`;
  const path = encodeURI(part('path')).replaceAll('?', '%3F').replaceAll('#', '%23');
  const authority = scheme || part('host') || user ? `//${user}${part('host')}` : '';
  const slash = authority && path !== '' && !path.startsWith('/') && part('host') ? '/' : '';
  return (
    scheme + authority + slash + path + (part('query') && `?${part('query')}`) + (part('fragment') && `#${encodeURI(part('fragment'))}`)
  );
}
