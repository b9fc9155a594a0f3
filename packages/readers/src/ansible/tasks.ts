import { type Data, itemsOf, type MapData, mapOf, member, stringValue } from '@idlint/evaluate';
import { unknownData } from '@idlint/evaluate/hcl';
import { type Ask, absent, folderOf, knownValue, type Part, type Place, placeOf, resolvePath, type Uri, type Why } from '@idlint/model';
import { rendered, type Variables } from './jinja.ts';

/** One task as it runs: of a loop, one turn. */
export interface Task {
  /** As written: `amazon.aws.iam_role`. */
  module: string;
  /** Where the module's name stands. */
  at: Place;
  argument(name: string): Data | ReturnType<typeof absent>;
  all(): Data;
  exists: true | Why;
  /** The variable that its result is kept in. */
  register: string | undefined;
}

/** What ansible runs a task with, and no module. */
const keywords = new Set(
  'name when loop loop_control with_items with_list with_dict register vars tags become become_user no_log notify delegate_to run_once ignore_errors changed_when failed_when until retries delay environment args block rescue always any_errors_fatal check_mode collections connection debugger diff listen module_defaults port remote_user throttle timeout async poll local_action action'.split(
    ' ',
  ),
);

const mostTasks = 5_000;

/** A playbook, or the tasks of a role: what is run, in order. */
export class Tasks {
  readonly uri: Uri;
  readonly #ask: Ask<Part>;
  readonly #load: (uri: Uri, text: string) => Data | undefined;
  readonly #budget = { left: 300_000 };
  readonly tasks: Task[] = [];
  /** The results of tasks before. */
  readonly registered = new Map<string, Data>();

  constructor(uri: Uri, document: Data, ask: Ask<Part>, load: (uri: Uri, text: string) => Data | undefined) {
    this.uri = uri;
    this.#ask = ask;
    this.#load = load;
    const role = this.#roleVariables();
    for (const item of itemsOf(document).items) {
      if (isPlay(item)) this.#play(item, role);
      else this.#task(item, role, true, 0);
    }
  }

  #play(play: Data, outer: Data[]): void {
    const files = itemsOf(member(play, 'vars_files')).items.flatMap(file => {
      const path = knownValue(stringValue(file));
      const uri = path === undefined ? undefined : resolvePath(folderOf(this.uri), path);
      return uri === undefined ? [] : this.#variablesOf(uri);
    });
    const scope = [member(play, 'vars'), ...files, ...outer].filter((one): one is Data => one.kind !== 'absent');
    for (const section of ['pre_tasks', 'tasks', 'post_tasks', 'handlers'])
      for (const task of itemsOf(member(play, section)).items) this.#task(task, scope, true, 0);
  }

  /** `roles/x/tasks/main.yml` knows `roles/x/vars` and, below them, `roles/x/defaults`. */
  #roleVariables(): Data[] {
    const [, folder] = /^(.*?\/?)(?:tasks|handlers)\/[^/]+$/.exec(this.uri) ?? [];
    if (folder === undefined) return [];
    return ['vars/main.yml', 'vars/main.yaml', 'defaults/main.yml', 'defaults/main.yaml'].flatMap(path =>
      this.#variablesOf(`${folder}${path}`),
    );
  }

  #variablesOf(uri: Uri): Data[] {
    const text = this.#ask.text(uri);
    const data = text === undefined ? undefined : this.#load(uri, text);
    return data ? [data] : [];
  }

  #task(task: Data, outer: Data[], exists: true | Why, depth: number): void {
    if (task.kind !== 'map' || depth > 10 || this.tasks.length >= mostTasks) return;
    const own = member(task, 'vars');
    const scope = own.kind === 'absent' ? outer : [own, ...outer];
    const when = this.#whether(task, exists);
    if (when === false) return;
    for (const section of ['block', 'rescue', 'always'])
      for (const inner of itemsOf(member(task, section)).items) this.#task(inner, scope, when, depth + 1);
    const [name, entry] = [...task.entries].find(([key]) => !keywords.has(key) && !key.startsWith('with_')) ?? [];
    if (name === undefined || !entry) return;
    const register = knownValue(stringValue(member(task, 'register')));
    const called = knownValue(stringValue(member(task, 'loop_control', 'loop_var'))) ?? 'item';
    for (const item of this.#turns(task, scope)) {
      const variables = this.#variables(scope, item, called);
      const written = withArguments(entry.value, member(task, 'args'));
      this.tasks.push({
        module: name,
        at: entry.key,
        argument: key => {
          const found = written.entries.get(key)?.value;
          return found ? rendered(found, variables) : absent(entry.key);
        },
        all: () => rendered(written, variables),
        exists: when,
        register: item ? undefined : register,
      });
    }
  }

  #whether(task: MapData, outer: true | Why): true | false | Why {
    const when = member(task, 'when');
    if (when.kind === 'absent') return outer;
    if (when.kind === 'bool') return when.value ? outer : false;
    return { code: 'dynamic', what: 'a condition of the task', at: when.at };
  }

  /** The items of a loop over what is written; of another, one that is not known. */
  #turns(task: MapData, scope: Data[]): (Data | undefined)[] {
    const written = ['loop', 'with_items', 'with_list', 'with_dict'].map(key => member(task, key)).find(({ kind }) => kind !== 'absent');
    const other = [...task.entries.keys()].find(key => key.startsWith('with_'));
    if (!written && !other) return [undefined];
    const of = written && written.kind !== 'absent' ? rendered(written, this.#variables(scope, undefined)) : undefined;
    if (of?.kind === 'list' && !of.open) return of.items.slice(0, mostTasks);
    if (of?.kind === 'map' && task.entries.has('with_dict'))
      return [...of.entries].map(([key, { key: at, value }]) => ({
        kind: 'map',
        at,
        entries: new Map([
          ['key', { key: at, value: { kind: 'string', value: key, at } as Data }],
          ['value', { key: at, value }],
        ]),
      }));
    const at = written?.at ?? task.at;
    return [unknownData({ code: 'variable', what: 'item', at }, at)];
  }

  #variables(scope: Data[], item: Data | undefined, called = 'item'): Variables {
    return {
      budget: this.#budget,
      value: name => {
        if (name === called && item) return item;
        for (const variables of scope) {
          const found = mapOf(variables)?.entries.get(name)?.value;
          if (found) return found;
        }
        return this.registered.get(name);
      },
      file: (path, at) => this.#file(path, at),
    };
  }

  /** Beside the playbook, in its `files`, or in those of the role. */
  #file(path: string, at: Place): Data {
    for (const candidate of [path, `files/${path}`, `../files/${path}`]) {
      const uri = resolvePath(folderOf(this.uri), candidate);
      const text = uri === undefined ? undefined : this.#ask.text(uri);
      if (uri !== undefined && text !== undefined) return { kind: 'string', value: text, at: placeOf(uri, 0, text.length) };
    }
    return unknownData({ code: 'reference', what: path, at }, at);
  }
}

const isPlay = (item: Data): boolean => item.kind === 'map' && (item.entries.has('hosts') || item.entries.has('import_playbook'));

/** `module: name=deploy state=present` and `args:` are arguments too. */
function withArguments(value: Data, more: Data | ReturnType<typeof absent>): MapData {
  const given = value.kind === 'map' ? value : pairsIn(value);
  if (more.kind !== 'map') return given;
  return { ...given, entries: new Map([...given.entries, ...more.entries]) };
}

function pairsIn(value: Data): MapData {
  const entries: MapData['entries'] = new Map();
  if (value.kind !== 'string' || value.parts) return { kind: 'map', entries, at: value.at };
  for (const { 0: pair, 1: key = '', 2: quote = '', 3: quoted, 4: plain = '', index } of value.value.matchAll(
    /(\w+)=(?:(["'])(.*?)\2|(\S+))/g,
  )) {
    const start = value.at.start + index + key.length + 1 + quote.length;
    const text = quoted ?? plain;
    entries.set(key, {
      key: { ...value.at, start: value.at.start + index, end: value.at.start + index + key.length },
      value: {
        kind: 'string',
        value: text,
        at: { ...value.at, start, end: Math.min(start + text.length, value.at.start + index + pair.length) },
      },
    });
  }
  return { kind: 'map', entries, at: value.at };
}
