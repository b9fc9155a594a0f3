import type { Check } from './index.ts';

/** A service account's key file: its e-mail address and project stand beside the key. */
export const serviceAccount: Check = (_value, { text, start, end }) => {
  const around = text.slice(Math.max(0, start - 1500), end + 4000);
  const email = /"client_email\\?"\s{0,4}:\s{0,4}\\?"([a-z0-9.@-]{6,120})\\?"/.exec(around)?.[1];
  const project = /"project_id\\?"\s{0,4}:\s{0,4}\\?"([a-z0-9.:-]{4,40})\\?"/.exec(around)?.[1];
  if (!email && !/-----BEGIN/.test(around)) return { other: true };
  return { known: [...(email ? [`service account ${email}`] : []), ...(project && !email ? [`project ${project}`] : [])] };
};
