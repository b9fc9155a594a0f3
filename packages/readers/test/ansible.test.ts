import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ansible } from '../src/ansible/index.ts';
import { told } from './facts.ts';
import { workspace } from './workspace.ts';

const lines = async (files: Record<string, string>): Promise<string[]> => (await workspace(ansible, files)).facts.map(told);
const play = (tasks: string, before = ''): Record<string, string> => ({ 'site.yml': `- hosts: localhost\n${before}  tasks:\n${tasks}` });

describe('playbooks', () => {
  it('makes of modules what Terraform has for them, whatever they are called by', async () => {
    expect(
      await lines(
        play(`
  - amazon.aws.iam_role: { name: deploy, managed_policies: [ReadOnlyAccess], boundary: "arn:aws:iam::1:policy/b" }
  - iam_policy: { iam_type: role, iam_name: deploy, policy_name: all, policy_json: '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}' }
  - iam_user: name=bob state=present
  - community.aws.iam: { iam_type: user, name: robot, access_key_state: create }
  - amazon.aws.iam_access_key: { user_name: bob }
    no_log: true
  - google.cloud.gcp_iam_service_account: { name: "ci@acme.iam.gserviceaccount.com", project: acme }
  - azure.azcollection.azure_rm_roleassignment: { scope: /subscriptions/x, assignee_object_id: AAA, role_definition_id: /x/8e3af657-a8ff-443c-a75c-2fe8c4bcb635 }
  - azure.azcollection.azure_rm_storageblob: { container: public, public_access: blob }
  - other.collection.iam_role: { name: not_ours }
  - debug: { msg: nothing }
`),
      ),
    ).toEqual([
      'role deploy (unknown)',
      'binding aws:arn:aws:iam::aws:policy/ReadOnlyAccess -> terraform:site.yml#aws_iam_role.deploy',
      expect.stringContaining('(boundary)'),
      'policy all identity',
      'allow s3:* on *',
      'binding terraform:site.yml#aws_iam_role_policy.all -> terraform:site.yml#aws_iam_role.deploy',
      'user bob (machine)',
      'user robot (machine)',
      'access-key of terraform:site.yml#aws_iam_user.robot',
      'access-key of terraform:site.yml#aws_iam_user.bob',
      'service-account ci (machine)',
      'binding azure:8e3af657-a8ff-443c-a75c-2fe8c4bcb635 -> azure:principal/aaa',
      'bucket public publicAccess=blob',
    ]);
  });

  it('takes plain variables of the play, of the role and of the task, the nearest first, and nothing that is computed', async () => {
    const tasks = `
- amazon.aws.iam_role: { name: "{{ a }}-{{ b.c[0] }}-{{ d | default('x') }}" }
  vars: { d: task }
- amazon.aws.iam_role: { name: "{{ a | upper }}" }
- amazon.aws.iam_role: { name: "{% if a %}x{% endif %}" }
- amazon.aws.iam_role: { name: "{{ inventory_hostname }}" }
`;
    expect(
      await lines({
        'roles/x/tasks/main.yml': tasks,
        'roles/x/defaults/main.yml': 'a: default\nb: { c: [first] }\nd: default',
        'roles/x/vars/main.yml': 'a: "{{ name }}"\nname: var',
      }),
    ).toEqual([
      'role var-first-task (unknown)',
      'role iam_role (unknown)',
      'role iam_role-2 (unknown)',
      'role inventory_hostname (unknown)',
    ]);
    const before = '  vars: { a: play }\n  vars_files: [vars/more.yml, ../outside.yml]\n';
    expect(await lines({ ...play('  - iam_role: { name: "{{ a }}-{{ more }}" }', before), 'vars/more.yml': 'more: file' })).toEqual([
      'role play-file (unknown)',
    ]);
  });

  it('runs loops over what is written, and says of conditions that it may be', async () => {
    expect(
      await lines(
        play(`
  - amazon.aws.iam_user: { name: "{{ item.name }}" }
    loop: [{ name: a }, { name: b }]
  - amazon.aws.iam_user: { name: "{{ item }}" }
    with_items: "{{ names }}"
  - amazon.aws.iam_user: { name: "{{ item.key }}" }
    with_dict: { c: 1 }
  - amazon.aws.iam_user: { name: "{{ who }}" }
    loop: [d]
    loop_control: { loop_var: who }
  - block:
    - amazon.aws.iam_user: { name: maybe }
    when: ansible_os_family == 'Debian'
  - amazon.aws.iam_user: { name: never }
    when: false
  - amazon.aws.iam_user: { name: gone, state: absent }
`),
      ),
    ).toEqual([
      'user a (unknown)',
      'user b (unknown)',
      'user iam_user (unknown)',
      'user c (unknown)',
      'user d (unknown)',
      'user maybe (unknown) maybe',
    ]);
  });

  it('follows a result to the task that made it, and a file to its text', async () => {
    const { facts, textAt } = await workspace(ansible, {
      ...play(`
  - amazon.aws.iam_role: { name: "{{ who }}", assume_role_policy_document: "{{ lookup('file', 'trust.json') }}" }
    register: made
  - amazon.aws.lambda: { name: fn, role: "{{ made.iam_role.arn }}" }
`),
      'files/trust.json': '{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}',
    });
    const trust = facts.find(({ kind }) => kind === 'trust')!;
    expect(trust.kind === 'trust' && textAt(trust.principals.items[0]!.written.at)).toBe('*');
    const use = facts.find(({ kind }) => kind === 'use')!;
    expect(use.kind === 'use' && use.used).toMatchObject({ value: 'terraform:site.yml#aws_iam_role.who' });
  });

  it('reads what of a bucket is blocked', async () => {
    expect(
      await lines(
        play('  - amazon.aws.s3_bucket: { name: site, public_access: { block_public_acls: true, restrict_public_buckets: false } }'),
      ),
    ).toEqual([
      'bucket site acl=-',
      expect.stringContaining('blockPublicAcls=true blockPublicPolicy=- ignorePublicAcls=- restrictPublicBuckets=false'),
    ]);
  });

  it('reads objects of Kubernetes as a map, a list, a text or single arguments', async () => {
    const account = '{ apiVersion: v1, kind: ServiceAccount, metadata: { name: a, namespace: shop } }';
    expect(
      await lines(
        play(`
  - kubernetes.core.k8s: { definition: ${account} }
  - k8s: { definition: [${account.replace('a,', 'b,')}] }
  - community.kubernetes.k8s:
      definition: |
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: c, namespace: shop }
  - kubernetes.core.k8s: { api_version: v1, kind: ServiceAccount, name: d, namespace: shop }
`),
      ),
    ).toEqual(['service-account a (machine)', 'service-account b (machine)', 'service-account c (machine)', 'service-account d (machine)']);
  });
});

describe('hostile input', () => {
  it('ends with what refers to itself, and with what doubles', async () => {
    const doubling = Array.from({ length: 28 }, (_, at) => `v${at}: "{{ v${at + 1} }}{{ v${at + 1} }}"`).join(', ');
    const before = `  vars: { a: "{{ b }}", b: "{{ a }}", ${doubling} }\n`;
    expect(await lines(play('  - iam_user: { name: "{{ a }}" }\n  - iam_user: { name: "{{ v0 }}" }', before))).toHaveLength(2);
  });

  it('never throws', async () => {
    const text = play(
      '  - iam_role: { name: "{{ a.b[0] | to_json }}{{", tags: [1] }\n    loop: "{{ x }}"\n  - kubernetes.core.k8s: { definition: [1, {kind: x}] }',
    )['site.yml']!;
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), fc.nat(text.length), async (a, b) => {
        await workspace(ansible, { 'site.yml': text.slice(0, a) + text.slice(b) });
      }),
      { numRuns: 300 },
    );
  });
});
