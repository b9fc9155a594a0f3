import { defineRule, knownOf } from '@idlint/model';
import { allows, isEveryResource } from '../../aws.ts';
import { pins } from '../../conditions.ts';
import { holderOf } from '../../who.ts';

export default defineRule({
  id: 'pass-role-unbounded',
  family: 'permissions',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'Whoever may pass every role to a service can have that service act with any of them, an administrator’s included.',
  remedy: 'Name the roles that may be passed, and the service that may get them in the condition iam:PassedToService.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 269 },
  covers: ['wildcard-resource'],

  looksAt: 'grant',
  check(grant, { inventory, report }) {
    if (grant.platform !== 'aws' || grant.layer !== 'identity' || !allows(grant)) return;
    const action = knownOf(grant.actions).find(({ value }) => /^iam:(?:passrole|pass\w*\*)$/i.test(value));
    const resource = knownOf(grant.resources).find(({ value }) => isEveryRole(value));
    if (!action || !resource || grant.conditions.open) return;
    const limit = grant.conditions.items.find(({ key }) => /^iam:(?:passedtoservice|associatedresourcearn)$/i.test(key));
    const { title, related } = holderOf(grant, inventory);
    if (limit && pins(limit)) {
      const services = knownOf(limit.values).map(({ value }) => value);
      const service = services.length === 1 ? services[0]! : 'some services';
      report(resource, `${title} can have ${service} act as any role of the account`, { level: 'warning', label: 'every role', related });
    } else
      report(resource, `${title} can hand any role of the account to any service and act through it`, { label: 'every role', related });
  },
});

/** `*`, `arn:aws:iam::*:role/*`, `arn:aws:iam::123456789012:*`. */
const isEveryRole = (resource: string): boolean => isEveryResource(resource) || /^arn:[^:]*:iam::[^:]*:role\/[*]+$/.test(resource);
