import type { Check } from './index.ts';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const documented = /EXAMPLE|^(?:AKIA|ASIA)(?:1234567890|0123456789|XXXX|IOSFODNN7)/;

/** AWS access key ids made since 2018 hold the number of their account, in base 32 after the four letters of their kind. */
export const awsKeyId: Check = value => {
  if (documented.test(value)) return { harmless: "an example of Amazon's documentation" };
  const account = accountOf(value);
  return account === undefined ? {} : { known: [`AWS account ${account}`] };
};

/** Older ids, which begin with I or J after their kind, hold none. */
function accountOf(id: string): string | undefined {
  if (!/^A[A-Z0-9]{3}[A-Z2-7]{16}$/.test(id) || id[4]! < 'Q') return undefined;
  let bits = 0n;
  for (const character of id.slice(4)) bits = (bits << 5n) | BigInt(base32.indexOf(character));
  // 80 bits: the first 48 hold the account from the second bit to the 41st.
  const account = ((bits >> 32n) & 0x7fffffffff80n) >> 7n;
  return account < 1_000_000_000_000n ? account.toString().padStart(12, '0') : undefined;
}

/** Session tokens are short-lived; whether they still live can't be seen. */
export const sessionToken: Check = () => ({ known: ['temporary credentials'] });
