import { defineRule, type Known, type Level, type Preset } from '@idlint/model';

export default defineRule({
  id: 'redirect-uri-too-wide',
  family: 'trust',
  level: 'warning',
  confidence: 'high',
  preset: 'recommended',
  summary: 'The codes and tokens of whoever signs in may be sent to an address that somebody else can answer at.',
  remedy: 'Write the exact address, with https.',
  standards: { owaspNhi: 'NHI4:2025', cwe: 601 },

  looksAt: 'resource',
  check({ type, name, settings }, { report }) {
    if (type !== 'oauth-client') return;
    const confidential = settings.public?.kind === 'known' && settings.public.value === false;
    for (const [key, value] of Object.entries(settings)) {
      if (!key.startsWith('redirect/') || value.kind !== 'known') continue;
      const wide = widthOf(value as Known<string>, confidential);
      if (!wide) continue;
      const { what, label, level, preset } = wide;
      const client = name.kind === 'known' ? `application "${name.value}"` : 'this application';
      report(value, `who signs in to ${client} may be sent with a code to ${what}`, {
        label,
        ...(level ? { level } : {}),
        ...(preset ? { preset } : {}),
      });
    }
  },
});

interface Width {
  what: string;
  label: string;
  level?: Level;
  preset?: Preset;
}

const own = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

function widthOf({ value }: Known<string>, confidential: boolean): Width | undefined {
  if (/^\*+$/.test(value)) return { what: 'any address', label: 'every address there is', level: 'error' };
  const [, scheme, host] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*?)(?::[\d*]+)?(?:[/?#]|$)/i.exec(value) ?? [];
  if (scheme === undefined || host === undefined) return undefined;
  if (/^\*(?:\.[^.]+)?$/.test(host)) return { what: 'any host', label: 'every host there is', level: 'error' };
  if (host.includes('*')) return { what: `any host that matches ${host}`, label: 'the next host of this name, too' };
  if (own.test(host.toLowerCase()))
    return confidential
      ? { what: 'whatever listens on the person’s own machine', label: 'for development', level: 'note', preset: 'strict' }
      : undefined;
  return scheme.toLowerCase() === 'http'
    ? { what: 'an address without encryption', label: 'whoever is on the way can read it' }
    : undefined;
}
