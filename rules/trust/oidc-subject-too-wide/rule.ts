import { type Binding, type Condition, defineRule, type Known, knownOf, type Level, type RuleContext, type Trust } from '@idlint/model';
import { becomes, mayChange } from '../../becomes.ts';
import { isAnything, operatorName } from '../../conditions.ts';
import { issuersOf, subjectConditions } from '../../issuer.ts';

export default defineRule({
  id: 'oidc-subject-too-wide',
  family: 'trust',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'The condition on a token’s subject lets in more repositories, projects or branches than the role is for.',
  remedy: 'Name repository and branch or environment: repo:acme/shop:ref:refs/heads/main.',
  standards: { owaspNhi: 'NHI4:2025', cwe: 290 },

  looksAt: ['trust', 'binding'],
  check(fact, context) {
    if (fact.kind === 'trust') checkTrust(fact, context);
    else if (fact.platform === 'gcp') checkMembers(fact, context);
  },
});

function checkTrust(trust: Trust, { inventory, report }: RuleContext): void {
  if (trust.effect !== 'allow') return;
  const [issuer] = issuersOf(trust, inventory).filter(({ kind }) => kind === 'ci' || kind === 'unknown');
  if (!issuer) return;
  for (const condition of subjectConditions(trust.conditions.items, issuer.host)) {
    for (const value of knownOf(condition.values)) {
      const wide = widthOf(condition, value);
      if (!wide || (wide.level === 'warning' && !mayChange(trust, inventory))) continue;
      const { title, gets, related } = becomes(trust, inventory);
      report(value, `${wide.who} can become ${title}${gets}`, { level: wide.level, label: wide.label, related });
    }
  }
}

/** Members of a workload identity pool: all of it, or all that share an attribute (`attribute.repository_owner/acme`). */
function checkMembers({ subjects, policy }: Binding, { inventory, report }: RuleContext): void {
  const role = policy.kind === 'known' ? inventory.access.builtin(policy.value)?.title : undefined;
  for (const { written } of subjects.items) {
    const text =
      written.kind === 'known' ? written.value : written.kind === 'unknown' ? `${written.prefix ?? ''}…${written.suffix ?? ''}` : '';
    if (!text.startsWith('principalSet:')) continue;
    const owner = /\/attribute\.(?:repository_owner|organization|namespace_path|project_owner)(?:_id)?\/(.+)$/.exec(text)?.[1];
    const whole = /\/\*$/.test(text);
    if (!whole && !owner) continue;
    report(
      written.kind === 'known' ? written : written.at,
      `any ${whole ? 'identity of the pool' : `repository of ${owner}`} gets ${role ?? 'this role'}`,
      {
        level: whole ? 'warning' : 'error',
        label: whole ? 'whatever the provider lets in' : 'also the next one',
        remedy: 'Name the repository: principalSet://…/attribute.repository/acme/shop, or one subject.',
      },
    );
  }
}

interface Width {
  level: Level;
  who: string;
  label: string;
}

function widthOf({ operator }: Condition, { value }: Known<string>): Width | undefined {
  const name = operatorName(operator);
  if (/^ForAllValues:/i.test(operator))
    return {
      level: 'error',
      who: 'a token without a subject, or with any that is listed,',
      label: 'ForAllValues also holds when there is none',
    };
  if (/not/.test(name)) return { level: 'error', who: `everything but ${value}`, label: 'a negation lets in everyone else' };
  // Compared letter by letter, a wildcard lets in nobody.
  if (name === 'stringlike') return widthOfPattern(value);
  return widthOfEvent(value);
}

function widthOfPattern(subject: string): Width | undefined {
  if (isAnything(subject)) return { level: 'error', who: 'anyone who uses this provider', label: 'every subject' };
  const [kind, first = '', ...rest] = subject.split(':');
  if (kind === 'repo') return widthOfRepository(first, rest.join(':'));
  if (kind === 'project_path') return widthOfProject(first, rest.join(':'));
  if (kind === 'organization') return widthOfWorkspace(first, rest);
  if (/^[*?]/.test(subject))
    return { level: 'error', who: `any subject that matches ${subject}, from anybody,`, label: 'the wildcard comes first' };
  return undefined;
}

/** GitHub: `repo:OWNER/NAME:ref:refs/heads/BRANCH`, `…:environment:NAME`, `…:pull_request`. */
function widthOfRepository(repository: string, context: string): Width | undefined {
  const [owner = '', name] = repository.split('/');
  if (/^[*?]/.test(owner)) return { level: 'error', who: 'any GitHub repository', label: 'every repository on GitHub' };
  if (/[*?]/.test(owner) || name === undefined)
    return {
      level: 'error',
      who: `any repository of an owner whose name begins with ${owner.replace(/[*?].*$/, '')}`,
      label: 'anybody can take such a name',
    };
  if (/^[*?]/.test(name))
    return { level: 'error', who: `any repository of ${owner}`, label: `every repository of ${owner}, also the next one` };
  if (context === '' || isAnything(context))
    return { level: 'warning', who: `any branch, tag and pull request of ${owner}/${name}`, label: 'whoever can push a branch' };
  return widthOfEvent(`repo:${repository}:${context}`);
}

function widthOfEvent(subject: string): Width | undefined {
  const [, repository, ...rest] = subject.split(':');
  const context = rest.join(':');
  if (!subject.startsWith('repo:') || !repository) return undefined;
  if (context === 'pull_request')
    return { level: 'warning', who: `any pull request in ${repository}`, label: 'before anybody has looked at it' };
  if (/^ref:(?:\*|refs\/(?:\*|heads\/\*))$/.test(context))
    return { level: 'warning', who: `any branch of ${repository}`, label: 'whoever can push a branch' };
  return undefined;
}

/** GitLab: `project_path:GROUP/PROJECT:ref_type:TYPE:ref:NAME`. */
function widthOfProject(path: string, context: string): Width | undefined {
  const [group = '', ...projects] = path.split('/');
  if (/^[*?]/.test(group)) return { level: 'error', who: 'any GitLab project', label: 'every project on GitLab' };
  if (/[*?]/.test(group) || projects.length === 0)
    return {
      level: 'error',
      who: `any project of a group whose name begins with ${group.replace(/[*?].*$/, '')}`,
      label: 'anybody can take such a name',
    };
  if (projects.some(project => isAnything(project)))
    return { level: 'error', who: `any project of ${group}`, label: `every project of ${group}, also the next one` };
  if (context === '' || isAnything(context) || /(?:^|:)ref:\*$/.test(context))
    return { level: 'warning', who: `any branch of ${path}`, label: 'whoever can push a branch' };
  return undefined;
}

/** HCP Terraform: `organization:ORG:project:P:workspace:W:run_phase:PHASE`; Buildkite: `organization:ORG:pipeline:P:…`. */
function widthOfWorkspace(organisation: string, rest: string[]): Width | undefined {
  if (/[*?]/.test(organisation)) return { level: 'error', who: 'any organisation of this provider', label: 'every organisation' };
  const value = (name: string): string | undefined => rest[rest.indexOf(name) + 1];
  const unit = rest.includes('workspace') ? 'workspace' : 'pipeline';
  const named = rest.includes(unit) ? value(unit) : undefined;
  const project = rest.includes('project') ? value('project') : '*';
  if ((named === undefined || isAnything(named)) && isAnything(project ?? '*'))
    return { level: 'warning', who: `any ${unit} of ${organisation}`, label: `every ${unit}, also the next one` };
  return undefined;
}
