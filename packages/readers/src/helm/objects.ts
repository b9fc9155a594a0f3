import type { Dict, Native, Source, Str, Value } from '@idlint/evaluate/go-template';
import { type Ask, inFolder, type Place, placeOf, type Uri, type Why } from '@idlint/model';
import type { Chart } from './chart.ts';
import { globRegExp } from './ignore.ts';
import type { HelmPart, Language } from './part.ts';

/** What `helm template` says of a cluster that it does not know: the version that Helm 3.19 was built for, and the groups of its client. */
const kubeVersion = { major: '1', minor: '34', text: 'v1.34.0' };
const apiVersions =
  'v1 admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1alpha1 admissionregistration.k8s.io/v1beta1 internal.apiserver.k8s.io/v1alpha1 apps/v1 apps/v1beta1 apps/v1beta2 authentication.k8s.io/v1 authentication.k8s.io/v1alpha1 authentication.k8s.io/v1beta1 authorization.k8s.io/v1 authorization.k8s.io/v1beta1 autoscaling/v1 autoscaling/v2 batch/v1 batch/v1beta1 certificates.k8s.io/v1 certificates.k8s.io/v1beta1 certificates.k8s.io/v1alpha1 coordination.k8s.io/v1alpha2 coordination.k8s.io/v1beta1 coordination.k8s.io/v1 discovery.k8s.io/v1 discovery.k8s.io/v1beta1 events.k8s.io/v1 events.k8s.io/v1beta1 extensions/v1beta1 flowcontrol.apiserver.k8s.io/v1 flowcontrol.apiserver.k8s.io/v1beta1 flowcontrol.apiserver.k8s.io/v1beta2 flowcontrol.apiserver.k8s.io/v1beta3 networking.k8s.io/v1 networking.k8s.io/v1beta1 node.k8s.io/v1 node.k8s.io/v1alpha1 node.k8s.io/v1beta1 policy/v1 policy/v1beta1 rbac.authorization.k8s.io/v1 rbac.authorization.k8s.io/v1beta1 rbac.authorization.k8s.io/v1alpha1 resource.k8s.io/v1 resource.k8s.io/v1beta2 resource.k8s.io/v1beta1 resource.k8s.io/v1alpha3 scheduling.k8s.io/v1alpha1 scheduling.k8s.io/v1beta1 scheduling.k8s.io/v1 storage.k8s.io/v1beta1 storage.k8s.io/v1 storage.k8s.io/v1alpha1 storagemigration.k8s.io/v1alpha1 apiextensions.k8s.io/v1beta1 apiextensions.k8s.io/v1'.split(
    ' ',
  );

export interface Cluster {
  /** `v1.34.0`. */
  version?: string;
}

/** `.Capabilities`. */
export function capabilities({ version = kubeVersion.text }: Cluster, { str, list, bool }: Language['template']): Native {
  const [, major = kubeVersion.major, minor = kubeVersion.minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  const known = new Set(apiVersions);
  const versions: Native = {
    kind: 'native',
    type: 'chartutil.VersionSet',
    fields: {},
    as: list(
      apiVersions.map(each => str(each)),
      'string',
    ),
    methods: { Has: ([name]) => bool(name?.kind === 'string' && known.has(name.value)) },
  };
  const kube: Native = {
    kind: 'native',
    type: 'chartutil.KubeVersion',
    fields: { Version: str(version), Major: str(major), Minor: str(minor) },
    methods: { GitVersion: () => str(version), String: () => str(version) },
    text: str(version),
  };
  const helm: Native = {
    kind: 'native',
    type: 'version.BuildInfo',
    fields: { Version: str('v3.19.0'), GitCommit: str(''), GitTreeState: str('clean'), GoVersion: str('go1.24') },
  };
  return { kind: 'native', type: '*chartutil.Capabilities', fields: { KubeVersion: kube, APIVersions: versions, HelmVersion: helm } };
}

/** `.Release` of an installation: what it is called, and where, is said when it is installed. */
export function release(at: Place, { str, bool, int, dict }: Language['template']): Dict {
  const unknown = (value: string, what: string): Str => {
    const why: Why = { code: 'variable', what: `{{ .Release.${what} }}` };
    return str(value, { at, exact: false, literal: false, hole: why });
  };
  return dict([
    ['Name', unknown('release-name', 'Name')],
    ['Namespace', unknown('default', 'Namespace')],
    ['IsInstall', bool(true)],
    ['IsUpgrade', bool(false)],
    ['Revision', int(1)],
    ['Service', str('Helm')],
  ]);
}

/** `.Files`: what lies in the chart beside its templates and its own descriptions; nothing else can be reached. */
export function filesObject(chart: Chart, ask: Ask<HelmPart>, { template }: Language): Native {
  const { str, list, dict, yaml } = template;
  const of = (files: readonly Chart['files'][number][]): Native => {
    const textAt = (path: string): Str | undefined => {
      const file = files.find(each => each.path === path);
      const text = file && ask.text(file.uri);
      return text === undefined ? undefined : str(text, sourceOf(file!.uri, text));
    };
    const path = (args: Value[]): string => (args[0]?.kind === 'string' ? args[0].value : '');
    const all = (encode: (text: string) => string): Value =>
      dict(
        files.map(file => {
          const text = ask.text(file.uri) ?? '';
          const made = encode(text);
          return [file.path.slice(file.path.lastIndexOf('/') + 1), str(made, { ...sourceOf(file.uri, text), exact: made === text })];
        }),
      );
    return {
      kind: 'native',
      type: 'engine.files',
      fields: {},
      get as() {
        return dict(files.map(({ path }) => [path, textAt(path) ?? str('')]));
      },
      methods: {
        Get: args => textAt(path(args)) ?? str(''),
        GetBytes: args => textAt(path(args)) ?? str(''),
        Lines: args => {
          const text = textAt(path(args));
          return list(text === undefined || text.value === '' ? [] : linesOf(text, template), 'string');
        },
        Glob: args => {
          const pattern = globRegExp(path(args), true);
          // What is no pattern matches everything.
          return of(pattern ? files.filter(file => pattern.test(file.path)) : files);
        },
        AsConfig: () => yaml(all(text => text)),
        AsSecrets: () => yaml(all(base64)),
      },
    };
  };
  return of(chart.files);
}

const sourceOf = (uri: Uri, text: string): Source => ({ at: placeOf(uri, 0, text.length), exact: true, literal: false });

function linesOf(text: Str, { slice }: Language['template']): Str[] {
  const lines: Str[] = [];
  let at = 0;
  for (let end = text.value.indexOf('\n'); end >= 0; end = text.value.indexOf('\n', at)) {
    lines.push(slice(text, at, end));
    at = end + 1;
  }
  if (at < text.value.length) lines.push(slice(text, at));
  return lines;
}

function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

export const chartFile = (chart: Chart): Place => placeOf(inFolder(chart.folder, 'Chart.yaml'), 0, 0);
