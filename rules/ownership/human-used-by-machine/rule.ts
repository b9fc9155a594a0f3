import { defineRule } from '@idlint/model';
import { titleOf } from '../../who.ts';

export default defineRule({
  id: 'human-used-by-machine',
  family: 'ownership',
  level: 'warning',
  confidence: 'medium',
  preset: 'recommended',
  summary:
    "A machine's account can sign in as a person does, so that people work as it unseen, and its password is one more secret to lose.",
  remedy: 'Remove the console login; let people sign in as themselves, and the machine by a role.',
  standards: { owaspNhi: 'NHI10:2025' },

  looksAt: 'credential',
  check(credential, { inventory, report }) {
    if (credential.platform !== 'aws' || credential.type !== 'password' || credential.identity.kind !== 'known') return;
    const user = inventory.named(credential.identity.value).find(fact => fact.kind === 'identity');
    if (user?.type !== 'user' || user.name.kind !== 'known' || !isMachines(user.name.value)) return;
    report(credential.at, `${titleOf(user)}, a machine by its name, can sign in to the console with a password`, {
      label: 'a console login',
      related: [{ at: user.at, message: 'the account' }],
    });
  },
});

/** Words by which people call what no person is. */
const machineWord =
  /^(?:ci|cd|cicd|bot|robot|svc|service|daemon|deploy|deployer|deployment|pipeline|runner|jenkins|github|gitlab|circleci|terraform|automation|machine|backup|cron|mailer)$/;

const isMachines = (name: string): boolean => {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some(word => machineWord.test(word));
};
