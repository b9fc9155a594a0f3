import { jsonData } from '@idlint/evaluate/json';
import { describe, expect, test } from 'vitest';
import { instancesIn } from '../../src/terraform/plan/document.ts';
import { terraformPlan } from '../../src/terraform/plan/index.ts';
import { References } from '../../src/terraform/plan/references.ts';
import { told } from '../facts.ts';
import { workspace } from '../workspace.ts';
import plan from './plans/plan.json' with { type: 'json' };
import state from './plans/state.json' with { type: 'json' };

const read = async (document: unknown, uri = 'plan.json') => workspace(terraformPlan, { [uri]: JSON.stringify(document, undefined, 1) });
const lines = async (document: unknown, uri?: string) => (await read(document, uri)).facts.map(told);

describe('what the real terraform printed', () => {
  const { data } = jsonData('plan.json', JSON.stringify(plan));
  const instances = instancesIn(data);

  test('of a plan and of a state has the same instances', () => {
    const addresses = instances.map(({ address }) => address).sort();
    expect(addresses).toContain('module.m["p"].terraform_data.inner[1]');
    const inState = instancesIn(jsonData('state.json', JSON.stringify(state)).data);
    expect(inState.map(({ address }) => address).sort()).toEqual(addresses);
  });

  test('leads from what is not known yet to whose attribute it is', () => {
    const references = new References(data, new Set(instances.map(({ address }) => address)));
    const meant = (address: string, argument: string) => {
      const { module, key } = instances.find(instance => instance.address === address)!;
      const expressions = references.expressions(module, address);
      const found = expressions.kind === 'map' ? expressions.entries.get(argument)?.value : undefined;
      return found && references.meant(found, module, key);
    };
    expect(meant('terraform_data.b["eu"]', 'triggers_replace')).toBe('terraform_data.a.id');
    expect(meant('terraform_data.c', 'input')).toBe('module.m["p"].terraform_data.inner[1].id');
    expect(meant('module.m["p"].terraform_data.inner[0]', 'input')).toBe('terraform_data.b["eu"].id');
    expect(meant('terraform_data.e', 'input')).toBe('module.m["p"].terraform_data.inner[0].input');
    expect(meant('terraform_data.d["us"]', 'input')).toBe(undefined);
    expect(meant('module.m["p"].terraform_data.n', 'input')).toBe(undefined);
  });
});

const trust = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] });
const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] });
const change = (address: string, after: unknown, more: object = {}) => {
  const [, module, type, name, index] = /^(?:(module\..*)\.)?(\w+)\.(\w+)(?:\["(.*)"\])?$/.exec(address)!;
  return {
    address,
    ...(module ? { module_address: module } : {}),
    mode: 'managed',
    type,
    name,
    ...(index ? { index } : {}),
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change: { actions: ['create'], before: null, after, after_unknown: {}, before_sensitive: false, after_sensitive: {}, ...more },
  };
};

const aws = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  planned_values: { root_module: {} },
  resource_changes: [
    change(
      'aws_iam_role.deploy',
      { name: 'deploy', assume_role_policy: trust, tags: null, tags_all: { owner: 'platform' } },
      { after_unknown: { arn: true, managed_policy_arns: true } },
    ),
    change('module.policies["eu"].aws_iam_policy.this', { name: 'deploy', policy }, { after_unknown: { arn: true } }),
    change('aws_iam_role_policy_attachment.deploy', { role: 'deploy' }, { after_unknown: { policy_arn: true, id: true } }),
    change('aws_iam_user.gone', null, { actions: ['delete'], after: null }),
    change('aws_iam_user.forgotten', null, { actions: ['forget'], after: null }),
    change('aws_iam_user_policy.hidden', { user: 'bot', policy }, { after_sensitive: { policy: true } }),
  ],
  configuration: {
    root_module: {
      resources: [
        {
          address: 'aws_iam_role.deploy',
          expressions: { name: { constant_value: 'deploy' }, assume_role_policy: {} },
        },
        {
          address: 'aws_iam_role_policy_attachment.deploy',
          expressions: {
            role: { references: ['aws_iam_role.deploy.name', 'aws_iam_role.deploy'] },
            policy_arn: { references: ['module.policies["eu"].arn', 'module.policies["eu"]', 'module.policies'] },
          },
        },
        { address: 'aws_iam_user_policy.hidden', expressions: { user: {}, policy: { references: ['var.policy'] } } },
      ],
      module_calls: {
        policies: {
          source: './policies',
          for_each_expression: {},
          module: {
            outputs: { arn: { expression: { references: ['aws_iam_policy.this.arn', 'aws_iam_policy.this'] } } },
            resources: [{ address: 'aws_iam_policy.this', expressions: { name: { constant_value: 'deploy' }, policy: {} } }],
          },
        },
      },
    },
  },
};

describe('a plan', () => {
  test('gives the facts of what there will be', async () => {
    expect(await lines(aws)).toEqual([
      'role deploy (machine)',
      'policy deploy trust',
      'allow sts:AssumeRole to service:ec2.amazonaws.com',
      'trust allow terraform:plan.json#aws_iam_role.deploy <- service:ec2.amazonaws.com',
      'policy deploy identity',
      'allow s3:* on *',
      'binding terraform:plan.json#module.policies["eu"].aws_iam_policy.this -> terraform:plan.json#aws_iam_role.deploy',
      'policy hidden identity',
      'gap variable a value that Terraform keeps to itself',
      'binding terraform:plan.json#aws_iam_user_policy.hidden -> aws:user/bot',
    ]);
  });

  test('has each value at its place, inside of what is escaped as well', async () => {
    const { facts, textAt } = await read(aws);
    const grant = facts.find(fact => fact.kind === 'grant' && fact.layer === 'identity');
    expect(grant?.kind === 'grant' && grant.actions.items.map(({ at }) => textAt(at))).toEqual(['s3:*']);
    const role = facts.find(fact => fact.kind === 'identity');
    expect(textAt(role!.at)).toBe('aws_iam_role.deploy');
    expect(role?.kind === 'identity' && role.labels.entries.owner).toMatchObject({ kind: 'known', value: 'platform' });
  });
});

const stateOf = (resources: unknown[]) => ({ format_version: '1.0', terraform_version: '1.11.4', values: { root_module: { resources } } });
const held = (address: string, values: unknown, sensitive_values: unknown = {}) => {
  const [type, name] = address.split('.');
  return {
    address,
    mode: 'managed',
    type,
    name,
    provider_name: 'registry.terraform.io/hashicorp/aws',
    schema_version: 0,
    values,
    sensitive_values,
  };
};
const arn = 'arn:aws:iam::123456789012:policy/deploy';

test('a state links by what the cloud gave, and says nothing twice', async () => {
  const document = stateOf([
    held('aws_iam_role.deploy', {
      name: 'deploy',
      assume_role_policy: trust,
      managed_policy_arns: [arn],
      inline_policy: [],
      permissions_boundary: '',
    }),
    held('aws_iam_policy.deploy', { name: 'deploy', arn, policy }),
    held('aws_iam_role_policy_attachment.deploy', { role: 'deploy', policy_arn: arn }),
  ]);
  expect((await lines(document)).filter(line => line.startsWith('binding'))).toEqual([
    'binding terraform:plan.json#aws_iam_policy.deploy -> terraform:plan.json#aws_iam_role.deploy',
  ]);
});

test('a state file is read as it stands', async () => {
  const document = {
    version: 4,
    terraform_version: '1.11.4',
    resources: [
      {
        module: 'module.ci',
        mode: 'managed',
        type: 'aws_iam_user',
        name: 'bot',
        instances: [
          { index_key: 'eu', attributes: { name: 'bot-eu' }, sensitive_attributes: [] },
          { index_key: 'us', attributes: { name: 'bot-us' }, sensitive_attributes: [[{ type: 'get_attr', value: 'name' }]] },
        ],
      },
    ],
  };
  const { facts } = await read(document, 'prod.tfstate');
  expect(facts.map(told)).toEqual(['user bot-eu (unknown)', 'user bot (unknown)']);
  expect(facts[0]!.names[0]).toBe('terraform:prod.tfstate#module.ci.aws_iam_user.bot["eu"]');
});

test.each([
  '',
  '[]',
  '{"resource_changes":[{}, 3, {"change":{"after":{"a":1}}}]}',
  '{"values":{"root_module":{"resources":[{"address":1}]}}}',
  '{"planned_values": 3, "resources": {"a": 1}}',
])('%s is no plan, and nothing breaks', async text => {
  const { facts } = await workspace(terraformPlan, { 'x.json': `${text} "terraform_version" "format_version" "values"` });
  expect(facts).toEqual([]);
});
