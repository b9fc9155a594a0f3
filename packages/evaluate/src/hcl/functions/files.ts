import { placeOf } from '@idlint/model';
import { type Expression, parseTemplate } from '@idlint/syntax/hcl';
import { type Data, hole, type StringData } from '../../data.ts';
import type { Lazy, Scope } from '../scope.ts';
import { partsOf, whyUnknown } from '../text.ts';
import { failure, longestText, overLimit, partOf, unknownData } from '../work.ts';
import { base64Of } from './base64.ts';
import { bool, type CallContext, define, type FunctionDefinition, list, type Mapping, type Text, text } from './define.ts';
import { utf8 } from './digest.ts';
import { globPattern } from './glob.ts';

/** A file's text, each character of it at its place in that file. */
function fileText(path: string, { scope, at }: CallContext): Data {
  const found = scope.files.text(path, at);
  if ('not' in found) return found.not;
  if (found.text.length > longestText) return overLimit(`a file of this size (${path})`, at);
  return { kind: 'string', value: found.text, at: placeOf(found.uri, 0, found.text.length), via: [at] };
}

/** The names of a template: only its variables, and no file functions inside of templates that templates call. */
function templateScope(outer: Scope, uri: string, variables: Mapping): Scope {
  const names = (name: string): Data | Lazy | undefined => {
    const entry = variables.entries.get(name);
    if (entry) return partOf(variables, entry.value);
    return variables.open ? unknownData(variables.open, variables.at) : undefined;
  };
  return { ...outer, uri, segment: '', variable: names };
}

function render(source: string, uri: string, variables: Data | undefined, context: CallContext): Data {
  if (variables?.kind === 'unknown') return unknownData(variables.why, context.at);
  if (variables?.kind !== 'map') return failure(context.work, 'the variables of a template are a map', context.at);
  const { expression, faults } = parseTemplate(source);
  if (faults.length > 0) return failure(context.work, 'the template can not be read', context.at);
  return context.evaluate(expression satisfies Expression, templateScope(context.scope, uri, variables));
}

/** The text of a whole file has its places in that file; a template that stands in a string points at the call. */
function renderText(template: StringData, variables: Data | undefined, context: CallContext): Data {
  const { at, parts: pieces, value } = template;
  if (!pieces && at.segment === '' && at.start === 0 && at.end === value.length) return render(value, at.uri, variables, context);
  const rendered = render(template.value, '', variables, context);
  if (rendered.kind !== 'string') return rendered;
  const parts = partsOf(rendered).map(part =>
    part.from.at.uri === ''
      ? { ...part, from: 'hole' in part.from ? { ...part.from, at: context.at } : { at: context.at, map: [] } }
      : part,
  );
  return { ...rendered, at: context.at, parts };
}

const clean = (path: string): string => {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !rooted) parts.push(part);
  }
  return (rooted ? '/' : '') + parts.join('/') || '.';
};

const dirname = (path: string): string => {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : clean(path.slice(0, slash + 1));
};
const basename = (path: string): string => (path === '' ? '.' : path.replace(/\/+$/, '').split('/').at(-1) || '/');

const outside = define<[Data]>(
  ['string'],
  (_args, { at }) => unknownData({ code: 'function', what: 'where the configuration is run', at }, at),
  { takes: 'anything' },
);

export const files: Record<string, FunctionDefinition> = {
  file: define<[Text]>(['string'], ([path], context) => fileText(path.value, context)),
  filebase64: define<[Text]>(['string'], ([path], context) => {
    const data = fileText(path.value, context);
    return data.kind === 'string' ? text(base64Of(utf8(data.value)), context) : data;
  }),
  fileexists: define<[Text]>(['string'], ([path], context) => {
    const exists = context.scope.files.exists(path.value, context.at);
    return exists === undefined ? unknownData({ code: 'reference', what: path.value, at: context.at }, context.at) : bool(exists, context);
  }),
  fileset: define<[Text, Text]>(['string', 'string'], ([path, pattern], context) => {
    const { work, at, scope } = context;
    const matches = globPattern(pattern.value);
    if (!matches) return failure(work, 'the pattern can not be read', at);
    const found = scope.files.list(path.value);
    if (!found) return unknownData({ code: 'reference', what: `files under ${path.value}`, at }, at);
    return list(
      found.filter(name => matches.test(name)).map(name => text(name, context)),
      context,
      'set',
    );
  }),
  templatefile: define<[Data, Data]>(
    ['string', 'dynamic'],
    ([path, variables], context) => {
      const why = whyUnknown(path);
      if (why || path.kind !== 'string') return unknownData(why ?? { code: 'dynamic', what: 'a path' }, context.at);
      const found = context.scope.files.text(path.value, context.at);
      return 'not' in found ? found.not : render(found.text, found.uri, variables, context);
    },
    { takes: 'anything' },
  ),
  templatestring: define<[Data, Data]>(
    ['string', 'dynamic'],
    ([template, variables], context) => {
      const why = whyUnknown(template);
      if (why || template.kind !== 'string') return unknownData(why ?? { code: 'dynamic', what: 'a template' }, context.at);
      return renderText(template, variables, context);
    },
    { takes: 'anything' },
  ),
  basename: define<[Data]>(
    ['string'],
    ([path], context) => {
      // What stands before the last slash need not be known.
      const name = path.kind === 'string' ? basename(path.value) : hole;
      return name.includes(hole) ? unknownData(whyUnknown(path) ?? { code: 'dynamic', what: 'a path' }, context.at) : text(name, context);
    },
    { takes: 'anything' },
  ),
  dirname: define<[Text]>(['string'], ([path], context) => text(dirname(path.value), context)),
  abspath: outside,
  pathexpand: define<[Text]>(['string'], ([path], context) =>
    path.value.startsWith('~') ? unknownData({ code: 'function', what: 'the home folder', at: context.at }, context.at) : path,
  ),
};
