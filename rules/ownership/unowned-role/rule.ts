import { defineRule, type Identity } from '@idlint/model';
import { reportUnowned } from '../unowned.ts';

export default defineRule({
  id: 'unowned-role',
  family: 'ownership',
  level: 'warning',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A role, application, agent or machine’s user has no owner, so nobody reviews what it may do or who may become it.',
  remedy: 'Say whose it is: an owner tag or label, a line of CODEOWNERS, or the catalog.',
  standards: { owaspNhi: 'NHI1:2025' },

  looksAt: 'identity',
  check(identity, context) {
    if (types.has(identity.type) && identity.actor === 'machine' && !isPlatforms(identity)) reportUnowned(identity, context);
  },
});

const types = new Set<Identity['type']>(['role', 'application', 'user', 'agent', 'mcp-server']);

/** Service-linked roles of AWS belong to the service. */
const isPlatforms = ({ platform, name }: Identity): boolean =>
  platform === 'aws' && name.kind === 'known' && name.value.startsWith('AWSServiceRoleFor');
