import type { YamlNode, YamlScalar } from '@idlint/syntax/yaml';

/** Terraform reads plain scalars as YAML 1.1 did: `yes` is true, a date is a timestamp. Changes the tree, which nobody else has. */
export function readAsYaml11(root: YamlNode): void {
  const pending = [root];
  const seen = new Set<YamlNode>();
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'sequence') pending.push(...node.items);
    else if (node.kind === 'alias' && node.of) pending.push(node.of);
    else if (node.kind === 'scalar') readScalar(node);
    else if (node.kind === 'map')
      for (const { key, value } of node.entries) {
        pending.push(value);
        if (key.kind === 'scalar') readKey(key);
      }
  }
}

const yes = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const no = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const wordOf = ({ style, tag, text }: YamlScalar): boolean | undefined =>
  style !== 'plain' || tag ? undefined : yes.test(text) ? true : no.test(text) ? false : undefined;

function readScalar(scalar: YamlScalar): void {
  const word = wordOf(scalar);
  if (word !== undefined) scalar.value = word;
  else if (scalar.style === 'plain' && !scalar.tag && /^\d{4}-\d\d-\d\d$/.test(scalar.text)) {
    scalar.text += 'T00:00:00Z';
    scalar.value = scalar.text;
    const length = scalar.end - scalar.start;
    scalar.runs = [{ inner: 0, innerLength: scalar.text.length, outer: scalar.start, outerLength: length }];
  }
}

/** A key that is such a word becomes its text. */
function readKey(key: YamlScalar): void {
  const word = wordOf(key);
  if (word !== undefined) key.text = String(word);
}
